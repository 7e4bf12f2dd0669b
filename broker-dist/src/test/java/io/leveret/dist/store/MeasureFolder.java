package io.leveret.dist.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/** Temporary folders on the disk to be measured: below {@code -Dleveret.measure.folder}, else where Java makes them. */
final class MeasureFolder implements TempDirFactory {
    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context) throws IOException {
        String parent = System.getProperty("leveret.measure.folder", System.getProperty("java.io.tmpdir"));
        return Files.createTempDirectory(Path.of(parent), "leveret-measure-");
    }
}
