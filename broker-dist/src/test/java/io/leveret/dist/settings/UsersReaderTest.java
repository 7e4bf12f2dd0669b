package io.leveret.dist.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.leveret.dist.settings.UserSettings.HashedPassword;
import io.leveret.dist.settings.UserSettings.HashingAlgorithm;
import io.leveret.dist.settings.UserSettings.Permission;
import io.leveret.dist.settings.UserSettings.PlainPassword;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsersReaderTest {
    private static final String SHA512 = Base64.getEncoder().encodeToString(new byte[4 + 64]);

    @Test
    void usersStandBehindTheDefaultUser() {
        String users = "[{ name = app, password = 1234, tags = [management], loopback-only = true,"
                + " permissions = [{ vhost = /, configure = \"\", write = \"^a\\\\.\", read = \".*\" }] }]";

        assertThat(load(users).get(1))
                .isEqualTo(new UserSettings(
                        "app",
                        new PlainPassword("1234"),
                        List.of("management"),
                        true,
                        List.of(new Permission("/", "", "^a\\.", ".*"))));
    }

    @Test
    void hashesAreTakenAsRabbitMqExportsThem() {
        String users = "[{ name = a, password-hash = \"" + SHA512
                + "\", hashing-algorithm = rabbit_password_hashing_sha512 }]";

        assertThat(load(users).get(1))
                .isEqualTo(new UserSettings(
                        "a", new HashedPassword(HashingAlgorithm.SHA512, SHA512), List.of(), false, List.of()));
    }

    @Test
    void theEnvironmentTakesThePlaceOfTheList() {
        List<UserSettings> users = Settings.load(
                        Optional.empty(),
                        Map.of(),
                        Map.of("LEVERET_USERS", "[{ name = b, password = ${SECRET} }]", "SECRET", "s"))
                .users();

        assertThat(users).extracting(UserSettings::name).containsExactly("guest", "b");
        assertThat(users.get(1).password()).isEqualTo(new PlainPassword("s"));
    }

    @Test
    void aBrokenListInTheEnvironmentDoesNotShowItsSecrets() {
        SettingsException failure = failure("[{ name = a, password = \"geheim ]");

        assertThat(failure)
                .hasMessage("environment variable LEVERET_USERS: leveret.users: not a HOCON list;"
                        + " check its brackets, commas and quotes: [ ..., ... ]");
    }

    @Test
    void noTextFormShowsAPassword() {
        assertThat(load("[{ name = a, password = geheim }]").toString()).doesNotContain("geheim");
        assertThat(load("[{ name = a, hashing-algorithm = sha512, password-hash = \"" + SHA512 + "\" }]")
                        .toString())
                .doesNotContain(SHA512);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            7 | : expected a section { ... }, found another text (not shown)
            { password = geheim } | .name: expected a name of 1 to 255 bytes, found nothing
            { name = "", password = geheim } | .name: expected a name of 1 to 255 bytes, found ""
            { name = guest, password = geheim } | .name: expected a name that no other user has, the default user included, found "guest"
            { name = a } | : expected either password or password-hash, found neither
            { name = a, password = geheim, password-hash = x } | : expected either password or password-hash, found both
            { name = a, password = "" } | .password: expected a text that is not empty, found another text (not shown)
            { name = a, password = geheim${NOPE} } | .password: expected a text that is not empty, found ${NOPE} without a value (set the environment variable, or write ${?NOPE} for the default)
            { name = a, password-hash = geheim } | .password-hash: expected the base64 of 36 bytes (salt and digest), as RabbitMQ exports it, found another text (not shown)
            { name = a, password = b, hashing-algorithm = md4 } | .hashing-algorithm: expected one of sha256, sha512, md5, found "md4"
            { name = a, password = b, tags = administrator } | .tags: expected a list of tags, such as [administrator], found "administrator"
            { name = a, password = b, loopback-only = 3 } | .loopback-only: expected true or false, found 3
            { name = a, pasword = geheim, password = b } | .pasword: not a setting; did you mean leveret.users[0].password?
            { name = a, password = b, permissions = [{ vhost = x, configure = "", write = "", read = "" }] } | .permissions[0].vhost: expected one of leveret.vhosts [/], found "x"
            { name = a, password = b, permissions = [{ vhost = "/", configure = "(", write = "", read = "" }] } | .permissions[0].configure: expected a regular expression, found "("
            { name = a, password = b, permissions = [{ vhost = "/", configure = "", write = "" }] } | .permissions[0].read: expected a regular expression, found nothing
            { name = a, password = b, permissions = [3] } | .permissions[0]: expected a section { ... }, found another text (not shown)
            """)
    void whatIsWrongWithAUserIsNamed(String user, String expected) {
        assertThat(failure("[" + user + "]").problems())
                .extracting(Problem::toString)
                .containsExactly("environment variable LEVERET_USERS: leveret.users[0]" + expected.strip());
    }

    private static List<UserSettings> load(String users) {
        return Settings.load(Optional.empty(), Map.of(), Map.of("LEVERET_USERS", users))
                .users();
    }

    private static SettingsException failure(String users) {
        return catchThrowableOfType(SettingsException.class, () -> load(users));
    }
}
