package io.leveret.store.disk;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A disk in memory that forgets. At a power cut every sector that was written and not forced is old, new or garbage, whatever became of
 * its neighbours and of other files; of the changes of a folder that were not forced only the first few happened. It can cut the power
 * or fail at a chosen call. Owner: the test's thread, but for tests that only count.
 */
public final class SimulatedDisk implements Disk {
    /** Thrown by every call once the power is off. */
    public static final class PowerCut extends IOException {
        PowerCut() {
            super("the power is off");
        }
    }

    private final Random random;
    /** What a reader sees now. */
    private final TreeMap<String, SimulatedFile> names = new TreeMap<>();
    /** What survives a power cut. */
    private final TreeMap<String, SimulatedFile> durableNames = new TreeMap<>();

    private final TreeSet<String> folders = new TreeSet<>();
    private final TreeSet<String> durableFolders = new TreeSet<>();
    /** Changes of {@link #names} and {@link #folders} in their order, with the folder they belong to. */
    private final List<Change> pending = new ArrayList<>();

    private final Map<Integer, IOException> failures = new HashMap<>();
    private Runnable beforeChange = () -> {};
    private int changes;
    private int cutAt = Integer.MAX_VALUE;
    private boolean off;
    private int life;
    private final Set<String> locks = new HashSet<>();
    private boolean links = true;
    private boolean honest = true;
    private long capacity = Long.MAX_VALUE;

    private record Change(String folder, Runnable toDurable) {}

    public SimulatedDisk(long seed) {
        random = new Random(seed);
    }

    /** The power is cut at the {@code calls}-th change from now; the change may still happen in part. */
    public void cutPowerAfter(int calls) {
        cutAt = changes + calls;
    }

    /** The {@code calls}-th change from now fails and does nothing. */
    public void failAfter(int calls, String message) {
        failures.put(changes + calls, new IOException(message));
    }

    /** Forces return without forcing: to see that the tests notice. */
    public void lieAboutForces() {
        honest = false;
    }

    /** As if all folders were on file systems of their own. */
    public void refuseLinks() {
        links = false;
    }

    /** The files together get no more octets than this; fewer than there are is as if others had filled the disk. */
    public void capacity(long octets) {
        capacity = octets;
    }

    /** Octets of all files. */
    public long used() {
        return names.values().stream().distinct().mapToLong(SimulatedFile::size).sum();
    }

    public boolean isOff() {
        return off;
    }

    /** How many changes (writes, forces, creates, renames, deletes) there were. */
    public int changes() {
        return changes;
    }

    /** Runs before every change: for what other threads may do in the middle of something. */
    public void beforeChange(Runnable action) {
        beforeChange = action;
    }

    /** Cuts the power if it is on, and switches it on again: what was open is closed, what was not forced may be gone. */
    public void restart() {
        int happened = pending.isEmpty() ? 0 : random.nextInt(pending.size() + 1);
        pending.subList(0, happened).forEach(change -> change.toDurable.run());
        nextLife(file -> file.cutPower(random));
    }

    /** As {@link #restart}, and nothing at all of what was not forced has reached the disk. */
    public void restartWithoutUnforced() {
        nextLife(SimulatedFile::forget);
    }

    private void nextLife(Consumer<SimulatedFile> cut) {
        pending.clear();
        folders.clear();
        folders.addAll(durableFolders);
        folders.removeIf(name -> !isFolder(folder(name))); // its own folder is gone: the outer ones come first
        names.clear();
        names.putAll(durableNames);
        names.keySet().removeIf(name -> !isFolder(folder(name)));
        names.values().stream().distinct().forEach(cut);
        kill();
    }

    /** As after {@code kill -9}: what was written is there, forced or not. */
    public void kill() {
        life++;
        off = false;
        locks.clear();
        cutAt = Integer.MAX_VALUE;
        failures.clear();
    }

    /** The octets of a file, to be looked at or spoiled. */
    public byte[] content(String name) {
        return names.get(name).content();
    }

    /** Replaces a file as it is on the disk. */
    public void replace(String name, byte[] content) {
        SimulatedFile file = new SimulatedFile(content);
        names.put(name, file);
        durableNames.put(name, file);
        haveFolders(name);
    }

    /** Folders that nobody has made were there from the beginning. */
    private void haveFolders(String name) {
        for (String folder = folder(name); !isFolder(folder); folder = folder(folder)) {
            folders.add(folder);
            durableFolders.add(folder);
        }
    }

    /** Another disk with the same content, all of it forced. */
    public SimulatedDisk copy(long seed) {
        return copyOf("", seed);
    }

    /** Another disk with what is in this folder; in all of them if the name is empty. */
    public SimulatedDisk copyOf(String folder, long seed) {
        SimulatedDisk copy = new SimulatedDisk(seed);
        String prefix = folder.isEmpty() ? "" : folder + "/";
        names.forEach((name, file) -> {
            if (name.startsWith(prefix)) {
                copy.replace(name.substring(prefix.length()), file.content());
            }
        });
        return copy;
    }

    /** Counts a change; true if the power goes off during it. */
    boolean change(int inLife) throws IOException {
        alive(inLife);
        beforeChange.run();
        alive(inLife);
        changes++;
        IOException failure = failures.remove(changes);
        if (failure != null) {
            throw failure;
        }
        if (changes >= cutAt) {
            off = true;
        }
        return off;
    }

    void alive(int inLife) throws IOException {
        if (off || inLife != life) {
            throw new PowerCut();
        }
    }

    boolean isHonest() {
        return honest;
    }

    Random random() {
        return random;
    }

    private void change(String folder, Runnable now, Runnable toDurable) throws IOException {
        boolean cut = change(life);
        now.run();
        pending.add(new Change(folder, toDurable));
        if (cut) {
            throw new PowerCut();
        }
    }

    @Override
    public DiskFile open(String name) throws IOException {
        alive(life);
        SimulatedFile file = names.get(name);
        if (file == null) {
            throw new FileNotFoundException(name);
        }
        return file.handle(this, life);
    }

    @Override
    public DiskFile create(String name) throws IOException {
        if (exists(name)) {
            throw new IOException(name + " exists");
        }
        haveFolders(name);
        SimulatedFile file = new SimulatedFile(new byte[0]);
        change(folder(name), () -> names.put(name, file), () -> durableNames.put(name, file));
        return file.handle(this, life);
    }

    @Override
    public boolean exists(String name) {
        return names.containsKey(name) || isFolder(name);
    }

    private boolean isFolder(String name) {
        return name.isEmpty() || folders.contains(name);
    }

    @Override
    public List<String> list(String directory) throws IOException {
        alive(life);
        return Stream.concat(names.keySet().stream(), folders.stream())
                .sorted()
                .filter(name -> folder(name).equals(directory))
                .map(name -> name.substring(name.lastIndexOf('/') + 1))
                .toList();
    }

    @Override
    public void makeDirectory(String name) throws IOException {
        alive(life);
        if (!isFolder(name)) {
            change(folder(name), () -> folders.add(name), () -> durableFolders.add(name));
        }
    }

    @Override
    public void rename(String from, String to) throws IOException {
        if (!exists(from)) {
            throw new FileNotFoundException(from);
        }
        if (isFolder(from) && exists(to)) {
            throw new IOException(to + " exists");
        }
        Runnable toDurable = () -> {
            move(durableNames, from, to);
            move(durableFolders, from, to);
        };
        change(
                folder(to),
                () -> {
                    move(names, from, to);
                    move(folders, from, to);
                },
                toDurable);
    }

    /** The file, or all that is in the folder. */
    private static void move(Map<String, SimulatedFile> names, String from, String to) {
        for (String name : List.copyOf(names.keySet())) {
            SimulatedFile file = isIn(name, from) ? names.remove(name) : null;
            if (file != null) {
                names.put(to + name.substring(from.length()), file);
            }
        }
    }

    private static void move(Set<String> folders, String from, String to) {
        for (String name : List.copyOf(folders)) {
            if (isIn(name, from) && folders.remove(name)) {
                folders.add(to + name.substring(from.length()));
            }
        }
    }

    private static boolean isIn(String name, String folder) {
        return name.equals(folder) || name.startsWith(folder + "/");
    }

    @Override
    public void delete(String name) throws IOException {
        if (!exists(name)) {
            throw new FileNotFoundException(name);
        }
        if (!list(name).isEmpty()) {
            throw new IOException(name + " is not empty");
        }
        change(
                folder(name),
                () -> {
                    names.remove(name);
                    folders.remove(name);
                },
                () -> {
                    durableNames.remove(name);
                    durableFolders.remove(name);
                });
    }

    @Override
    public boolean link(String name, Disk from, String fromName) throws IOException {
        alive(life);
        SimulatedFile file = from instanceof SimulatedDisk other ? other.names.get(fromName) : null;
        if (!links || file == null) {
            return false;
        }
        change(folder(name), () -> names.put(name, file), () -> durableNames.put(name, file));
        return true;
    }

    @Override
    public void forceDirectory(String name) throws IOException {
        if (change(life)) {
            throw new PowerCut();
        }
        if (honest) {
            pending.stream().filter(change -> change.folder.equals(name)).forEach(change -> change.toDurable.run());
            pending.removeIf(change -> change.folder.equals(name));
        }
    }

    @Override
    public Closeable lock(String name) throws IOException {
        alive(life);
        if (!locks.add(name)) {
            throw new DataDirectoryException("data directory " + this + " is in use by another process");
        }
        int lockLife = life;
        return () -> {
            if (lockLife == life) {
                locks.remove(name);
            }
        };
    }

    @Override
    public long freeBytes() {
        return Math.max(0, capacity - used());
    }

    /** A file is to grow by so many octets. */
    void claim(long octets) throws IOException {
        if (octets > 0 && octets > freeBytes()) {
            throw new IOException("No space left on device");
        }
    }

    private static String folder(String name) {
        int slash = name.lastIndexOf('/');
        return slash < 0 ? "" : name.substring(0, slash);
    }

    @Override
    public String toString() {
        return "simulated";
    }
}
