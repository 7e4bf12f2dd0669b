package io.leveret.dist.settings;

import com.typesafe.config.ConfigValue;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code leveret.oauth2}: which tokens are taken for a login and what they allow. {@code userNameClaims} are looked for a name before the usual ones, {@code prefix}
 * stands before the scopes that are meant for this broker.
 */
public record OauthSettings(
        String resourceServerId, Keys keys, Checks checks, List<String> userNameClaims, Scopes scopes) {
    private static final String FILE = "the path of a file, or an empty text";
    private static final String ID = "{resource-server-id}";
    private static final List<String> ALGORITHMS = List.of(
            "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "HS256", "HS384", "HS512");

    /** RFC 7518 §3.2: as long as the digest of HS256. */
    private static final int SHORTEST_SECRET = 32;

    /** Where the keys are that tokens are signed with; {@code jwksUrl} is empty for none. */
    public record Keys(List<SigningKey> listed, Optional<Path> jwksFile, String jwksUrl, Optional<Path> caFile) {}

    /** A key that is known by name: a file, or the text of a symmetric one. */
    public record SigningKey(String id, Optional<Path> file, String secret) {
        @Override
        public String toString() {
            return "SigningKey[" + id + "]"; // no secrets
        }
    }

    /** What is asked of a token beside its signature; an empty {@code issuer} stands for any. */
    public record Checks(String issuer, List<String> algorithms, boolean verifyAudience, long clockSkewMillis) {}

    /** Where scopes are beside the claim {@code scope}, and what the operator's own words for them mean. */
    public record Scopes(String prefix, List<String> additionalClaims, Map<String, List<String>> aliases) {}

    static OauthSettings read(SettingsReader reader) {
        String id = reader.text("leveret.oauth2.resource-server-id");
        return new OauthSettings(
                id,
                new Keys(
                        keys(reader),
                        reader.optionalPath("leveret.oauth2.jwks-file", FILE),
                        address(reader, "leveret.oauth2.jwks-url"),
                        reader.optionalPath("leveret.oauth2.ca-file", FILE)),
                new Checks(
                        address(reader, "leveret.oauth2.issuer"),
                        reader.texts(
                                "leveret.oauth2.algorithms",
                                "a list of one or more of " + String.join(", ", ALGORITHMS),
                                names -> !names.isEmpty() && ALGORITHMS.containsAll(names)),
                        reader.truth("leveret.oauth2.verify-audience"),
                        reader.duration("leveret.oauth2.clock-skew", "0 s", "10 minutes")
                                .toMillis()),
                names(reader, "leveret.oauth2.user-name-claims"),
                new Scopes(
                        reader.text("leveret.oauth2.scope-prefix").replace(ID, id),
                        names(reader, "leveret.oauth2.additional-scopes-claims"),
                        aliases(reader)));
    }

    private static List<String> names(SettingsReader reader, String key) {
        return reader.texts(
                key, "a list of names of claims", names -> names.stream().noneMatch(String::isBlank));
    }

    private static String address(SettingsReader reader, String key) {
        return reader.read(
                key,
                "an address that begins with https://, or an empty text",
                value -> Values.text(value).filter(text -> text.isEmpty() || isHttps(text)));
    }

    private static boolean isHttps(String text) {
        try {
            URI uri = new URI(text);
            return "https".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static List<SigningKey> keys(SettingsReader reader) {
        String key = "leveret.oauth2.keys";
        String expected = "a list of keys, such as [{ id = key-1, file = /etc/leveret/key-1.pem }]";
        List<String> known = List.of("id", "file", "secret");
        return Section.list(key, reader.value(key), expected, known, reader.problems()).stream()
                .map(OauthSettings::key)
                .toList();
    }

    private static SigningKey key(Section section) {
        String id = section.required(
                "id", "the id of a key, as the header kid of tokens has it", OauthSettings::textOfSome);
        if (section.has("file") == section.has("secret")) {
            section.problem("expected either file or secret, found " + (section.has("file") ? "both" : "neither"));
            return new SigningKey(id, Optional.empty(), "");
        }
        if (section.has("secret")) {
            String secret = section.secret(
                    "secret",
                    "a text of at least " + SHORTEST_SECRET + " characters",
                    value -> Values.text(value).filter(text -> text.length() >= SHORTEST_SECRET));
            return new SigningKey(id, Optional.empty(), secret);
        }
        String file = section.required(
                "file",
                "the path of a file",
                value -> textOfSome(value).filter(text -> Values.path(text).isPresent()));
        return new SigningKey(id, Values.path(file).filter(path -> !file.isEmpty()), "");
    }

    private static Map<String, List<String>> aliases(SettingsReader reader) {
        String key = "leveret.oauth2.scope-aliases";
        String expected = "a list of aliases, such as [{ alias = admin, scopes = [\"rabbitmq.tag:administrator\"] }]";
        Map<String, List<String>> aliases = new LinkedHashMap<>();
        for (Section section :
                Section.list(key, reader.value(key), expected, List.of("alias", "scopes"), reader.problems())) {
            String alias = section.required("alias", "a scope as tokens have it", OauthSettings::textOfSome);
            if (!section.has("scopes")) {
                section.problem("expected scopes, a list of what the alias stands for, found none");
            }
            section.optional("scopes", "a list of scopes", Values::texts)
                    .ifPresent(scopes -> aliases.put(alias, scopes));
        }
        return Map.copyOf(aliases);
    }

    private static Optional<String> textOfSome(ConfigValue value) {
        return Values.text(value).filter(text -> !text.isBlank());
    }
}
