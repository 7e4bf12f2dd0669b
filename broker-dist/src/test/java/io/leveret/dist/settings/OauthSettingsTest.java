package io.leveret.dist.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.leveret.dist.settings.OauthSettings.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OauthSettingsTest {
    @TempDir
    Path directory;

    private Settings load(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("leveret.conf"), "leveret { " + text + " }");
        return Settings.load(Optional.of(file), Map.of(), Map.of("SECRET", "0123456789abcdef0123456789abcdef"));
    }

    @Test
    void keysAndAliasesAreSections() throws IOException {
        Settings settings = load("""
                logins.backends = [oauth2, internal]
                oauth2 {
                  resource-server-id = rabbit
                  keys = [{ id = a, file = /etc/a.pem }, { id = b, secret = ${SECRET} }]
                  scope-aliases = [{ alias = admin, scopes = ["rabbit.tag:administrator"] }]
                }
                """);
        OauthSettings oauth = settings.access().oauth();
        assertThat(settings.access().takesTokens()).isTrue();
        assertThat(oauth.keys().listed())
                .containsExactly(
                        new SigningKey("a", Optional.of(Path.of("/etc/a.pem")), ""),
                        new SigningKey("b", Optional.empty(), "0123456789abcdef0123456789abcdef"));
        assertThat(oauth.keys().toString()).doesNotContain("0123456789abcdef");
        assertThat(oauth.scopes().aliases()).isEqualTo(Map.of("admin", List.of("rabbit.tag:administrator")));
        assertThat(oauth.scopes().prefix()).isEqualTo("rabbit.");
    }

    @Test
    void thePrefixOfScopesMayBeEmpty() throws IOException {
        assertThat(load("oauth2.scope-prefix = \"\"").access().oauth().scopes().prefix())
                .isEmpty();
        assertThat(load("oauth2.scope-prefix = \"api://\"")
                        .access()
                        .oauth()
                        .scopes()
                        .prefix())
                .isEqualTo("api://");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            jwks-url = "http://keys.example/"    | jwks-url: expected an address that begins with https://, or an empty text, found "http://keys.example/"
            jwks-url = "https:keys"              | jwks-url: expected an address that begins with https://, or an empty text, found "https:keys"
            issuer = "https://a b/"              | issuer: expected an address that begins with https://, or an empty text, found "https://a b/"
            algorithms = []                      | algorithms: expected a list of one or more of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, HS256, HS384, HS512, found []
            algorithms = [none]                  | algorithms: expected a list of one or more of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, HS256, HS384, HS512, found ["none"]
            clock-skew = 11 minutes              | clock-skew: expected a duration with its unit from 0 s to 10 minutes, found "11 minutes"
            user-name-claims = [""]              | user-name-claims: expected a list of names of claims, found [""]
            keys = { a = b }                     | keys: expected a list of keys, such as [{ id = key-1, file = /etc/leveret/key-1.pem }], found a section { ... }
            keys = [a]                           | keys[0]: expected a section { ... }, found another text (not shown)
            keys = [{ id = a }]                  | keys[0]: expected either file or secret, found neither
            keys = [{ file = a }]                | keys[0].id: expected the id of a key, as the header kid of tokens has it, found nothing
            keys = [{ id = a, secret = geheim }] | keys[0].secret: expected a text of at least 32 characters, found another text (not shown)
            keys = [{ id = a, file = a, kid = b }] | keys[0].kid: not a setting; did you mean leveret.oauth2.keys[0].id?
            scope-aliases = [{ alias = a }]      | scope-aliases[0]: expected scopes, a list of what the alias stands for, found none
            scope-aliases = [{ alias = a, scopes = b }] | scope-aliases[0].scopes: expected a list of scopes, found "b"
            """)
    void whatIsWrongIsNamed(String setting, String problem) {
        SettingsException refused =
                catchThrowableOfType(SettingsException.class, () -> load("oauth2 { " + setting + " }"));
        assertThat(refused.problems())
                .extracting(Problem::toString)
                .containsExactly(directory.resolve("leveret.conf") + ":1: leveret.oauth2." + problem);
    }
}
