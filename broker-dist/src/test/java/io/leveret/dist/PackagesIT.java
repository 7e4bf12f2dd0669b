package io.leveret.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is in the packages that the build leaves in target. Whether they can be installed is checked by src/test/packaging/check-deb.sh. */
@Timeout(60)
class PackagesIT {
    private static final Path TARGET = Path.of("target");

    @Test
    void theArchiveHasTheDistributionInOneFolder() throws Exception {
        Path archive = one("leveret-*.tar.gz");
        String folder = archive.getFileName().toString().replace(".tar.gz", "/");
        List<String> entries = lines("tar", "tzvf", archive.toString());

        assertThat(entries).allMatch(line -> line.contains(" " + folder) && line.contains("root/root"));
        assertThat(entries.stream().filter(line -> !line.startsWith("d")).map(line -> name(line, folder)))
                .containsAll(distribution());
        assertThat(entries)
                .filteredOn(line -> line.startsWith("-rwxr-xr-x"))
                .extracting(line -> name(line, folder))
                .containsExactlyInAnyOrder("bin/leveret", "bin/leveretctl", "bin/leveret-store");
    }

    @Test
    void theDebianPackageHasTheDistributionTheServiceAndTheDocuments() throws Exception {
        List<String> entries = deb("-c");

        assertThat(entries).allMatch(line -> line.contains(" root/root "));
        assertThat(entries.stream().map(line -> name(line, "./usr/share/leveret/")))
                .containsAll(distribution().stream()
                        .filter(file -> file.startsWith("bin/") || file.startsWith("lib/"))
                        .toList());
        assertThat(String.join("\n", entries))
                .contains(
                        "./usr/share/leveret/config -> /etc/leveret",
                        "./usr/share/leveret/archive -> /var/cache/leveret",
                        "./usr/bin/leveret -> ../share/leveret/bin/leveret",
                        "./usr/bin/leveretctl -> ../share/leveret/bin/leveretctl",
                        "./usr/bin/leveret-store -> ../share/leveret/bin/leveret-store",
                        "./usr/lib/systemd/system/leveret.service",
                        "./usr/share/bash-completion/completions/leveretctl",
                        "./usr/share/man/man8/leveret.8.gz",
                        "./usr/share/man/man8/leveret-store.8.gz",
                        "./usr/share/man/man1/leveretctl.1.gz",
                        "./usr/share/man/man5/leveret.conf.5.gz",
                        "./usr/share/doc/leveret/copyright",
                        "./usr/share/doc/leveret/THIRD-PARTY.txt",
                        "./usr/share/doc/leveret/sbom.cdx.json",
                        "./usr/share/doc/leveret/licenses/EPL-2.0.txt",
                        "./usr/share/doc/leveret/changelog.gz");
        assertThat(entries)
                .filteredOn(line -> line.startsWith("-rwxr-xr-x"))
                .extracting(line -> name(line, "./usr/share/leveret/"))
                .containsExactlyInAnyOrder("bin/leveret", "bin/leveretctl", "bin/leveret-store");
    }

    @Test
    void theDebianPackageSaysWhatItIs() throws Exception {
        assertThat(deb("-f", "Package", "Architecture", "Version"))
                .contains("Package: leveret", "Architecture: all")
                .noneMatch(line -> line.contains("-SNAPSHOT"));
        assertThat(deb("-I", "conffiles")).containsExactly("/etc/leveret/leveret.conf", "/etc/leveret/logback.xml");
    }

    /** The files of target/leveret. */
    private static List<String> distribution() throws IOException {
        Path home = TARGET.resolve("leveret");
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> home.relativize(file).toString())
                    .filter(file -> !file.startsWith("archive/"))
                    .toList();
        }
    }

    /** Of a line of a listing what is behind the folder. */
    private static String name(String line, String folder) {
        int begin = line.indexOf(folder);
        return begin < 0 ? line : line.substring(begin + folder.length());
    }

    private static List<String> deb(String option, String... more) throws Exception {
        assumeThat(Path.of("/usr/bin/dpkg-deb")).exists();
        List<String> command = new ArrayList<>(
                List.of("dpkg-deb", option, one("leveret_*_all.deb").toString()));
        command.addAll(Arrays.asList(more));
        return lines(command.toArray(String[]::new));
    }

    private static Path one(String glob) throws IOException {
        try (Stream<Path> files = Files.list(TARGET)) {
            return files.filter(file ->
                            file.getFileSystem().getPathMatcher("glob:" + glob).matches(file.getFileName()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no " + glob + " in " + TARGET));
        }
    }

    private static List<String> lines(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().toList();
    }
}
