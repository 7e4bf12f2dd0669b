package io.leveret.amqp.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.amqp.tls.CertificateName.Part;
import io.netty.pkitesting.CertificateBuilder;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CertificateNameTest {
    private static Optional<String> name(CertificateBuilder certificate, Part part, int index) throws Exception {
        return new CertificateName(part, index)
                .of(certificate
                        .setIsCertificateAuthority(true)
                        .ecp256()
                        .buildSelfSigned()
                        .getCertificate());
    }

    private static CertificateBuilder certificate() throws Exception {
        return new CertificateBuilder()
                .subject("O=Mill, CN=till 7")
                .addSanDnsName("till7.example.org")
                .addSanDnsName("till8.example.org")
                .addSanRfc822Name("till@example.org")
                .addSanUriName("urn:till:7")
                .addSanIpAddress("10.0.0.7");
    }

    @Test
    void theDistinguishedNameIsThatOfRfc2253() throws Exception {
        assertThat(name(certificate(), Part.DISTINGUISHED_NAME, 0)).contains("O=Mill,CN=till 7");
    }

    @Test
    void theCommonNameIsAmongTheOthers() throws Exception {
        assertThat(name(certificate(), Part.COMMON_NAME, 0)).contains("till 7");
        assertThat(name(new CertificateBuilder().subject("O=Mill"), Part.COMMON_NAME, 0))
                .isEmpty();
        assertThat(name(new CertificateBuilder().subject("CN=a\\,b"), Part.COMMON_NAME, 0))
                .contains("a,b");
    }

    @Test
    void alternativeNamesAreCountedByTheirKind() throws Exception {
        assertThat(name(certificate(), Part.ALTERNATIVE_DNS, 0)).contains("till7.example.org");
        assertThat(name(certificate(), Part.ALTERNATIVE_DNS, 1)).contains("till8.example.org");
        assertThat(name(certificate(), Part.ALTERNATIVE_DNS, 2)).isEmpty();
        assertThat(name(certificate(), Part.ALTERNATIVE_EMAIL, 0)).contains("till@example.org");
        assertThat(name(certificate(), Part.ALTERNATIVE_URI, 0)).contains("urn:till:7");
        assertThat(name(certificate(), Part.ALTERNATIVE_IP, 0)).contains("10.0.0.7");
    }

    @Test
    void aCertificateWithoutAlternativeNamesHasNone() throws Exception {
        assertThat(name(new CertificateBuilder().subject("CN=a"), Part.ALTERNATIVE_DNS, 0))
                .isEmpty();
    }
}
