package io.leveret.dist.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.access.Access;
import io.leveret.core.access.Permissions;
import io.leveret.core.access.User;
import io.leveret.dist.settings.UserSettings;
import io.leveret.dist.settings.UserSettings.HashedPassword;
import io.leveret.dist.settings.UserSettings.HashingAlgorithm;
import io.leveret.dist.settings.UserSettings.Password;
import io.leveret.dist.settings.UserSettings.Permission;
import io.leveret.dist.settings.UserSettings.PlainPassword;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserDirectoryTest {
    @Test
    void plainPasswordLogsIn() {
        UserDirectory directory = directory(new PlainPassword("secret"));
        assertThat(directory.authenticate("anna", octets("secret"))).isNotNull();
        assertThat(directory.authenticate("anna", octets("Secret"))).isNull();
        assertThat(directory.authenticate("bert", octets("secret"))).isNull();
    }

    @Test
    void emptyPasswordLogsNobodyIn() {
        assertThat(directory(new PlainPassword("")).authenticate("anna", new byte[0]))
                .isNull();
        assertThat(directory(new PlainPassword("x")).authenticate("nobody", new byte[0]))
                .isNull();
    }

    @Test
    void rabbitMqsHashesLogIn() throws Exception {
        for (HashingAlgorithm algorithm : HashingAlgorithm.values()) {
            byte[] salt = {1, 2, 3, 4};
            MessageDigest digest = MessageDigest.getInstance(algorithm.digestName());
            digest.update(salt);
            byte[] hash = digest.digest(octets("secret"));
            byte[] both = new byte[4 + hash.length];
            System.arraycopy(salt, 0, both, 0, 4);
            System.arraycopy(hash, 0, both, 4, hash.length);
            UserDirectory directory =
                    directory(new HashedPassword(algorithm, Base64.getEncoder().encodeToString(both)));
            assertThat(directory.authenticate("anna", octets("secret"))).isNotNull();
            assertThat(directory.authenticate("anna", octets("other"))).isNull();
        }
    }

    @Test
    void permissionsAreSearchedForInTheName() {
        User user = directory(new PlainPassword("secret")).authenticate("anna", octets("secret"));
        Permissions permissions = user.permissionsIn("/");
        assertThat(permissions.allows(Access.CONFIGURE, "my-orders-queue")).isTrue();
        assertThat(permissions.allows(Access.CONFIGURE, "invoices")).isFalse();
        assertThat(permissions.allows(Access.WRITE, "anything")).isTrue();
        assertThat(permissions.allows(Access.READ, "anything")).isFalse();
        assertThat(user.permissionsIn("other")).isNull();
    }

    private static UserDirectory directory(Password password) {
        return new UserDirectory(List.of(new UserSettings(
                "anna", password, List.of("monitoring"), false, List.of(new Permission("/", "orders", ".*", "")))));
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
