package io.leveret.dist.store;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** Adds up the files of a folder that changes meanwhile. The store fills its files with zeros, so their length is what they take. */
final class FolderSize extends SimpleFileVisitor<Path> {
    private long sum;

    private FolderSize() {}

    static long of(Path folder) throws IOException {
        FolderSize size = new FolderSize();
        Files.walkFileTree(folder, size);
        return size.sum;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        sum += attributes.size();
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException cause) {
        return FileVisitResult.CONTINUE; // gone since its folder was listed
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException cause) {
        return FileVisitResult.CONTINUE;
    }
}
