package io.leveret.store.disk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node's data directory: locked against other processes, with the node's identity in {@code node.json}. Immutable. */
public final class DataDirectory implements Closeable {
    /** The version of all formats below this directory; a newer one is refused. */
    public static final int FORMAT = 2;

    /** Locked while a node runs. */
    public static final String LOCK = "LOCK";

    /** The node's identity. */
    public static final String NODE = "node.json";

    private static final String FORMAT_FIELD = "format";
    private static final String ROOT = "";
    private static final JsonMapper JSON = new JsonMapper();

    private static final Logger LOG = LoggerFactory.getLogger(DataDirectory.class);

    private final Disk disk;
    private final Closeable lock;
    private final String nodeId;
    private final long stamp;
    private final JsonNode node;

    private DataDirectory(Disk disk, Closeable lock, JsonNode node) {
        this.disk = disk;
        this.lock = lock;
        this.node = node;
        this.nodeId = node.path("nodeId").asText();
        this.stamp = Long.parseUnsignedLong(node.path("stamp").asText(), 16);
    }

    /** Opens or makes a data directory; {@link DataDirectoryException} says in one line why it can't be used. */
    public static DataDirectory open(Path path) throws IOException {
        return open(FileDisk.open(path), new SecureRandom()::nextLong);
    }

    public static DataDirectory open(Disk disk, LongSupplier random) throws IOException {
        Closeable lock;
        try {
            lock = disk.lock(LOCK);
        } catch (java.nio.file.AccessDeniedException e) {
            throw new DataDirectoryException("data directory " + disk + ": " + LOCK + " is not writable", e);
        }
        try {
            JsonNode node = disk.exists(NODE) ? readNode(disk) : makeNode(disk, random);
            return new DataDirectory(disk, lock, node);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static JsonNode readNode(Disk disk) throws IOException {
        JsonNode node;
        try {
            node = JSON.readTree(SmallFile.read(disk, NODE));
        } catch (JsonProcessingException e) {
            throw new DataDirectoryException(disk + "/" + NODE + " is not JSON", e);
        }
        int format = node.path(FORMAT_FIELD).asInt(-1);
        if (format > FORMAT) {
            throw DataDirectoryException.newer("data directory " + disk + " has format " + format
                    + ", this version of Leveret knows formats up to " + FORMAT);
        }
        if (format < 1 || !node.path("stamp").asText().matches("[0-9a-f]{1,16}")) {
            throw new DataDirectoryException(disk + "/" + NODE + " is damaged: format or stamp is missing");
        }
        return node;
    }

    private static JsonNode makeNode(Disk disk, LongSupplier random) throws IOException {
        if (disk.exists("journal") && disk.list("journal").stream().anyMatch(name -> name.startsWith("j-"))) {
            throw new DataDirectoryException("data directory " + disk + " has a journal but no " + NODE);
        }
        ObjectNode node = JSON.createObjectNode();
        node.put(FORMAT_FIELD, FORMAT);
        node.put("nodeId", new UUID(random.getAsLong(), random.getAsLong()).toString());
        node.put("stamp", Long.toHexString(random.getAsLong()));
        write(disk, node);
        return node;
    }

    private static void write(Disk disk, JsonNode node) throws IOException {
        SmallFile.write(disk, ROOT, NODE, ByteBuffer.wrap(JSON.writeValueAsBytes(node)));
    }

    /**
     * From now on the folder has this version's format: older versions refuse it. Called once its content is understood, and before anything is written that
     * an older version would not know.
     */
    public void upgrade() throws IOException {
        int before = node.path(FORMAT_FIELD).asInt();
        if (before < FORMAT) {
            ObjectNode upgraded = node.deepCopy();
            write(disk, upgraded.put(FORMAT_FIELD, FORMAT));
            LOG.info(
                    "data directory {} had format {} and has format {} now: older versions refuse it",
                    disk,
                    before,
                    FORMAT);
        }
    }

    public Disk disk() {
        return disk;
    }

    public String nodeId() {
        return nodeId;
    }

    /** A secret number in every batch header of this node: no message body can be made to look like a batch. */
    public long stamp() {
        return stamp;
    }

    /** Lets other processes in. */
    @Override
    public void close() throws IOException {
        lock.close();
    }
}
