package io.leveret.amqp.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.security.auth.x500.X500Principal;

/** Which name of a client's certificate is the name of the user that SASL EXTERNAL logs in. {@code index} counts alternative names of one kind from 0. */
public record CertificateName(Part part, int index) {
    private static final Map<String, String> KNOWN = Map.of("1.2.840.113549.1.9.1", "emailAddress");

    /** Where the name is taken from; alternative names have the numbers of RFC 5280, 4.2.1.6. */
    public enum Part {
        DISTINGUISHED_NAME(-1),
        COMMON_NAME(-1),
        ALTERNATIVE_EMAIL(1),
        ALTERNATIVE_DNS(2),
        ALTERNATIVE_URI(6),
        ALTERNATIVE_IP(7);

        private final int kind;

        Part(int kind) {
            this.kind = kind;
        }
    }

    /** The name; empty if the certificate has none of this kind. */
    public Optional<String> of(X509Certificate certificate) {
        return switch (part) {
            case DISTINGUISHED_NAME ->
                Optional.of(text(certificate.getSubjectX500Principal())).filter(name -> !name.isEmpty());
            case COMMON_NAME -> commonName(certificate.getSubjectX500Principal());
            default -> alternative(certificate);
        };
    }

    /** As RFC 2253 writes it and {@code openssl x509 -subject -nameopt RFC2253} prints it: the most specific first. */
    public static String text(X500Principal name) {
        return name.getName(X500Principal.RFC2253, KNOWN);
    }

    /** Where there are several, they are joined by commas, as in RabbitMQ. */
    private static Optional<String> commonName(X500Principal subject) {
        try {
            String names = new LdapName(text(subject))
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .map(part -> String.valueOf(part.getValue()))
                            .collect(Collectors.joining(","));
            return Optional.of(names).filter(name -> !name.isEmpty());
        } catch (InvalidNameException e) {
            return Optional.empty();
        }
    }

    private Optional<String> alternative(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? Optional.empty()
                    : names.stream()
                            .filter(name -> name.get(0).equals(part.kind))
                            .map(name -> String.valueOf(name.get(1)))
                            .skip(index)
                            .findFirst();
        } catch (CertificateParsingException e) {
            return Optional.empty();
        }
    }
}
