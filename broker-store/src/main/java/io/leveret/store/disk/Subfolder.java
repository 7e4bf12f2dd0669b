package io.leveret.store.disk;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** A folder of a disk as a disk of its own. Immutable. */
public final class Subfolder implements Disk {
    private final Disk disk;
    private final String folder;

    public Subfolder(Disk disk, String folder) {
        this.disk = disk;
        this.folder = folder;
    }

    private String path(String name) {
        return name.isEmpty() ? folder : folder + "/" + name;
    }

    @Override
    public DiskFile open(String name) throws IOException {
        return disk.open(path(name));
    }

    @Override
    public DiskFile create(String name) throws IOException {
        return disk.create(path(name));
    }

    @Override
    public boolean exists(String name) {
        return disk.exists(path(name));
    }

    @Override
    public List<String> list(String directory) throws IOException {
        return disk.list(path(directory));
    }

    @Override
    public void makeDirectory(String name) throws IOException {
        disk.makeDirectory(path(name));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        disk.rename(path(from), path(to));
    }

    @Override
    public void delete(String name) throws IOException {
        disk.delete(path(name));
    }

    @Override
    public boolean link(String name, Disk from, String fromName) throws IOException {
        return disk.link(path(name), from, fromName);
    }

    @Override
    public void forceDirectory(String name) throws IOException {
        disk.forceDirectory(path(name));
    }

    @Override
    public Closeable lock(String name) throws IOException {
        return disk.lock(path(name));
    }

    @Override
    public long freeBytes() throws IOException {
        return disk.freeBytes();
    }

    @Override
    public String toString() {
        return disk + "/" + folder;
    }
}
