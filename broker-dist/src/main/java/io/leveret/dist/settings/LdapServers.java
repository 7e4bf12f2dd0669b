package io.leveret.dist.settings;

import io.leveret.dist.settings.LdapSettings.Server;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/** Reads {@code leveret.ldap.servers}. */
final class LdapServers {
    static final int LDAP_PORT = 389;
    static final int LDAPS_PORT = 636;

    private LdapServers() {}

    static List<Server> read(SettingsReader reader, int port) {
        return reader
                .texts(
                        "leveret.ldap.servers",
                        "a list of hosts, each with its port if that is not the usual one, such as [\"ldap.example.com\", \"10.0.0.7:1389\"]",
                        texts -> texts.stream()
                                .allMatch(text -> parse(text, port).isPresent()))
                .stream()
                .flatMap(text -> parse(text, port).stream())
                .distinct()
                .toList();
    }

    private static Optional<Server> parse(String text, int port) {
        try {
            URI uri = new URI("ldap://" + text);
            String host = uri.getHost();
            if (host == null
                    || !("ldap://" + text).equals("ldap://" + uri.getRawAuthority())
                    || uri.getUserInfo() != null) {
                return Optional.empty();
            }
            String address = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
            int given = uri.getPort() == -1 ? port : uri.getPort();
            return given >= 1 && given <= 65535 ? Optional.of(new Server(address, given)) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
