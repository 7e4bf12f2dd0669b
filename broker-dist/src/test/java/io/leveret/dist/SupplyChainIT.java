package io.leveret.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What is said of the jars in lib: the bill of materials, the list of licences, and the Debian package's copyright file. */
class SupplyChainIT {
    private static final Path HOME = Path.of("target/leveret");
    private static final Path DOCUMENTS = HOME.resolve("share/doc");

    /** What may be shipped beside code under the Apache License 2.0, if the jar stays one of its own. Of several one is enough. */
    private static final Set<String> ALLOWED = Set.of(
            "Apache-2.0",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "EPL-1.0",
            "EPL-2.0",
            "LGPL-2.1-only",
            "MIT",
            "MIT-0",
            "0BSD",
            "CC0-1.0");

    @Test
    void theBillOfMaterialsNamesTheJarsInLibAndNoOthers() throws Exception {
        Map<String, JsonNode> components = components();
        components.put(fileName(bill().at("/metadata/component")), bill().at("/metadata/component"));

        assertThat(components.keySet()).containsExactlyInAnyOrderElementsOf(jars());
    }

    @Test
    void eachComponentHasTheHashOfItsJar() throws Exception {
        for (Map.Entry<String, JsonNode> component : components().entrySet()) {
            byte[] jar = Files.readAllBytes(HOME.resolve("lib").resolve(component.getKey()));
            String hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(jar));

            assertThat(elements(component.getValue().path("hashes")))
                    .as(component.getKey())
                    .anyMatch(entry -> entry.path("alg").asText().equals("SHA-256")
                            && entry.path("content").asText().equals(hash));
        }
    }

    /** Two builds of the same sources make the same bill. */
    @Test
    void theBillOfMaterialsHasNothingOfTheMomentOfItsBuild() throws Exception {
        assertThat(bill().has("serialNumber")).isFalse();
        assertThat(bill().at("/metadata").has("timestamp")).isFalse();
    }

    @Test
    void eachShippedJarHasALicenceThatIsAllowed() throws Exception {
        for (Map.Entry<String, JsonNode> component : components().entrySet()) {
            assertThat(licences(component.getValue())).as(component.getKey()).anyMatch(ALLOWED::contains);
        }
    }

    @Test
    void theListOfLicencesHasAllLibrariesOfOthers() throws Exception {
        List<String> list = Files.readAllLines(DOCUMENTS.resolve("THIRD-PARTY.txt"));

        for (JsonNode component : components().values()) {
            if (!component.path("group").asText().equals("io.leveret")) {
                String name = component.path("group").asText() + ":"
                        + component.path("name").asText() + " "
                        + component.path("version").asText();
                assertThat(list)
                        .containsSequence(
                                list.stream()
                                        .filter(line -> line.startsWith(name))
                                        .findFirst()
                                        .orElse(name),
                                "  " + String.join(" or ", licences(component)));
            }
        }
    }

    /** Or the package that installs them says where they are: Debian has the Apache License and the LGPL itself. */
    @Test
    void theTextOfEachLicenceIsShipped() throws Exception {
        Set<String> atHand = Set.of("Apache-2.0", "EPL-2.0", "LGPL-2.1-only", "MIT");
        for (JsonNode component : components().values()) {
            assertThat(licences(component)).as(component.toString()).anyMatch(atHand::contains);
        }

        assertThat(DOCUMENTS.resolve("licenses/EPL-2.0.txt")).content().contains("Eclipse Public License - v 2.0");
        assertThat(DOCUMENTS.resolve("licenses/LGPL-2.1.txt")).content().contains("Version 2.1, February 1999");
        assertThat(DOCUMENTS.resolve("licenses/slf4j-api/META-INF/LICENSE.txt"))
                .content()
                .contains("Permission is hereby granted");
        assertThat(DOCUMENTS.resolve("licenses/jackson-core/META-INF/NOTICE")).isNotEmptyFile();
        assertThat(DOCUMENTS.resolve("licenses/netty-tcnative-boringssl-static/META-INF/license/LICENSE.boringssl.txt"))
                .isNotEmptyFile();
    }

    @Test
    void theCopyrightFileOfThePackageNamesALicenceOfEachJar() throws Exception {
        String copyright = Files.readString(Path.of("src/main/deb/copyright"));
        Pattern stanza = Pattern.compile("(?m)^Files: usr/share/leveret/lib/(\\S+)\\nCopyright: .+\\nLicense: (\\S+)$");
        Map<Pattern, String> licences = new TreeMap<>((a, b) -> a.pattern().compareTo(b.pattern()));
        stanza.matcher(copyright)
                .results()
                .forEach(found -> licences.put(
                        Pattern.compile(found.group(1).replace(".", "\\.").replace("*", ".*")), found.group(2)));

        components().forEach((jar, component) -> {
            if (!component.path("group").asText().equals("io.leveret")) {
                assertThat(licences.entrySet())
                        .as(jar)
                        .anyMatch(entry -> entry.getKey().matcher(jar).matches()
                                && licences(component).contains(entry.getValue()));
            }
        });
        assertThat(licences.values())
                .allSatisfy(licence -> assertThat(copyright).contains("\n\nLicense: " + licence + "\n "));
    }

    private static JsonNode bill() throws IOException {
        return new ObjectMapper().readTree(DOCUMENTS.resolve("sbom.cdx.json").toFile());
    }

    /** The components by the names of their files; broker-dist is not one of them, but what the bill is of. */
    private static Map<String, JsonNode> components() throws IOException {
        Map<String, JsonNode> components = new TreeMap<>();
        for (JsonNode component : bill().path("components")) {
            components.put(fileName(component), component);
        }
        assertThat(components).isNotEmpty();
        return components;
    }

    /** The jar that a package URL stands for: pkg:maven/GROUP/NAME@VERSION?classifier=CLASSIFIER&type=jar. */
    private static String fileName(JsonNode component) {
        String url = component.path("purl").asText();
        Pattern form = Pattern.compile("pkg:maven/[^/]+/([^@]+)@([^?]+)\\?(?:classifier=([^&]+)&)?type=jar");
        var parts = form.matcher(url);
        assertThat(parts.matches()).as(url).isTrue();
        return parts.group(1) + "-" + parts.group(2) + (parts.group(3) == null ? "" : "-" + parts.group(3)) + ".jar";
    }

    private static List<String> licences(JsonNode component) {
        return elements(component.path("licenses"))
                .map(entry ->
                        entry.at("/license/id").asText(entry.at("/license/name").asText()))
                .toList();
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static List<String> jars() throws IOException {
        try (Stream<Path> files = Files.list(HOME.resolve("lib"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
