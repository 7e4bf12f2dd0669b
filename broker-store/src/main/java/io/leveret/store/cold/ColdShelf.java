package io.leveret.store.cold;

import io.leveret.store.disk.Disk;
import io.leveret.store.disk.DiskFile;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Directories and indices of the cold files that were asked for last. Owner: reader or evictor: whoever made it. */
public final class ColdShelf {
    private static final int DIRECTORIES = 256;
    private static final int INDICES = 64;

    private final Disk disk;
    private final long stamp;
    private final Map<Long, ColdDirectory> directories = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Place, SectionIndex> indices = new LinkedHashMap<>(16, 0.75f, true);

    private record Place(long file, long queueId, long base) {}

    public ColdShelf(Disk disk, long stamp) {
        this.disk = disk;
        this.stamp = stamp;
    }

    /** The index of the section that a queue's number would be in; null if the file has none. */
    public @Nullable SectionIndex index(long number, long queueId, long seq) throws IOException {
        ColdDirectory directory = directories.get(number);
        if (directory == null) {
            try (DiskFile file = disk.open(ColdDirectory.name(number))) {
                directory = ColdReader.directory(file, number, stamp);
            }
            directories.put(number, directory);
            forgetEldest(directories, DIRECTORIES);
        }
        ColdSection section = directory.find(queueId, seq);
        if (section == null) {
            return null;
        }
        Place place = new Place(number, queueId, section.base());
        SectionIndex index = indices.get(place);
        if (index == null) {
            try (DiskFile file = disk.open(ColdDirectory.name(number))) {
                index = ColdReader.index(file, number, section);
            }
            indices.put(place, index);
            forgetEldest(indices, INDICES);
        }
        return index;
    }

    /** The file is gone. */
    public void forget(long number) {
        directories.remove(number);
        indices.keySet().removeIf(place -> place.file == number);
    }

    private static <K> void forgetEldest(Map<K, ?> map, int most) {
        if (map.size() > most) {
            K eldest = map.keySet().iterator().next();
            map.remove(eldest);
        }
    }
}
