package io.github.osspresign.devserver.store;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Stores objects below a directory, where they survive a restart. */
public final class DiskObjectStore implements ObjectStore {

    /*
     * root/.staging/<uuid>                             staged content and descriptions
     * root/<bucket>/bucket.properties                  creation time and settings of the bucket
     * root/<bucket>/<sha-256 of key>.<version>.object  description of a version, which names the content file
     * root/<bucket>/<uuid>.content                     content of a version
     *
     * No part of a key is part of a path, so no key can point outside the root. Version IDs are created here.
     *
     * A content file is written once and never changed. An object is replaced at the moment when its description is
     * moved into place; the old content file is deleted afterwards, and a reader that has it open can read on. Opening
     * and replacing exclude each other, so that a description never names a content file that is deleted already.
     *
     * At the next start, the store deletes the content files that a crash has left without a description. It touches
     * no directory without bucket.properties.
     */

    private static final String STAGING = ".staging";
    private static final String DESCRIPTION = ".object";
    private static final String CONTENT = ".content";

    private final Path root;
    private final BucketIndex<Path> index;
    private final RootLock lock;
    private volatile BucketInfo service = BucketInfo.NEW_SERVICE;
    private long lastSequence;

    /**
     * Opens the store, and creates the directory if it does not exist.
     *
     * @throws IOException if another store has the directory open, in this or another process
     */
    public DiskObjectStore(Path root, RemovalRule removalRule) throws IOException {
        this.root = root;
        this.index = new BucketIndex<>(removalRule);
        Files.createDirectories(root.resolve(STAGING));
        this.lock = RootLock.acquire(root);
        try {
            load();
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private void load() throws IOException {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(root.resolve(STAGING))) {
            for (Path leftover : leftovers) {
                Files.delete(leftover);
            }
        }
        if (BucketFile.exists(serviceDirectory())) {
            service = BucketFile.read(serviceDirectory());
        }
        try (DirectoryStream<Path> buckets = Files.newDirectoryStream(root, DiskObjectStore::isBucket)) {
            for (Path bucket : buckets) {
                load(bucket);
            }
        }
    }

    private static boolean isBucket(Path path) {
        return BucketFile.exists(path) && !path.endsWith(BucketInfo.NEW_SERVICE.name());
    }

    private void load(Path directory) throws IOException {
        String bucket = directory.getFileName().toString();
        index.putBucket(BucketFile.read(directory));
        List<ObjectFile> versions = new ArrayList<>();
        try (DirectoryStream<Path> descriptions = Files.newDirectoryStream(directory, "*" + DESCRIPTION)) {
            for (Path description : descriptions) {
                versions.add(ObjectFile.read(description));
            }
        }
        versions.sort(Comparator.comparingLong(ObjectFile::sequence));
        Set<Path> contents = new HashSet<>();
        for (ObjectFile version : versions) {
            String contentFile = version.contentFile();
            Path content = contentFile == null ? null : directory.resolve(contentFile);
            if (content != null) {
                contents.add(content);
            }
            index.put(bucket, new BucketIndex.Entry<>(version.version(), content));
            lastSequence = Math.max(lastSequence, version.sequence());
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + CONTENT)) {
            for (Path file : files) {
                if (!contents.contains(file)) {
                    Files.delete(file);
                }
            }
        }
    }

    @Override
    public synchronized void putBucket(BucketInfo bucket) throws IOException {
        Path directory = Files.createDirectories(root.resolve(bucket.name()));
        BucketFile.write(directory, newStagingFile(), bucket);
        index.putBucket(bucket);
    }

    @Override
    public synchronized void changeBucket(String bucket, UnaryOperator<BucketInfo> change) throws IOException {
        putBucket(change.apply(index.existingBucket(bucket)));
    }

    @Override
    public BucketInfo service() {
        return service;
    }

    @Override
    public synchronized void changeService(UnaryOperator<BucketInfo> change) throws IOException {
        BucketInfo changed = change.apply(service);
        BucketFile.write(Files.createDirectories(serviceDirectory()), newStagingFile(), changed);
        service = changed;
    }

    private Path serviceDirectory() {
        return root.resolve(BucketInfo.NEW_SERVICE.name());
    }

    @Override
    public @Nullable BucketInfo bucket(String bucket) {
        return index.bucket(bucket);
    }

    @Override
    public List<BucketInfo> buckets() {
        return index.buckets();
    }

    @Override
    public synchronized boolean deleteBucket(String bucket) throws IOException {
        if (!index.removeBucket(bucket)) {
            return false;
        }
        BucketFile.delete(root.resolve(bucket));
        Files.delete(root.resolve(bucket));
        return true;
    }

    @Override
    public boolean hasBucket(String bucket) {
        return index.hasBucket(bucket);
    }

    @Override
    public StagedContent stage(InputStream content) throws IOException {
        Path file = newStagingFile();
        try {
            DigestingInputStream digesting = new DigestingInputStream(content);
            Files.copy(digesting, file);
            return new Staged(digesting.digest(), file);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    @Override
    public @Nullable ObjectVersion newest(String bucket, String key) {
        BucketIndex.Entry<Path> entry = index.newest(bucket, key);
        return entry == null ? null : entry.version();
    }

    @Override
    public @Nullable ObjectVersion version(String bucket, String key, String versionId) {
        BucketIndex.Entry<Path> entry = index.get(bucket, key, versionId);
        return entry == null ? null : entry.version();
    }

    // A FileInputStream, because an interrupt of the reading thread would close a channel.
    @Override
    public synchronized @Nullable OpenObject open(String bucket, String key, String versionId) throws IOException {
        BucketIndex.Entry<Path> entry = index.get(bucket, key, versionId);
        return entry == null || entry.content() == null
                ? null
                : new OpenObject(
                        (ObjectInfo) entry.version(),
                        new FileInputStream(entry.content().toFile()));
    }

    @Override
    public synchronized boolean replaceInfo(String bucket, ObjectInfo known, ObjectInfo changed) throws IOException {
        BucketIndex.Entry<Path> entry = index.get(bucket, known.key(), known.versionId());
        if (entry == null || !entry.version().equals(known)) {
            return false;
        }
        describe(bucket, changed, ObjectFile.read(description(bucket, known)).sequence(), entry.content());
        index.replace(bucket, new BucketIndex.Entry<>(changed, entry.content()));
        return true;
    }

    @Override
    public synchronized @Nullable DeleteMarker delete(String bucket, String key, Instant now) throws IOException {
        if (!index.isVersioned(bucket)) {
            deleteVersion(bucket, key, ObjectVersion.NULL_ID, now);
            return null;
        }
        DeleteMarker marker = new DeleteMarker(key, index.nextVersionId(bucket), now);
        index.requireRemovable(bucket, key, marker.versionId(), now);
        publish(bucket, marker, null);
        return marker;
    }

    @Override
    public synchronized @Nullable ObjectVersion deleteVersion(String bucket, String key, String versionId, Instant now)
            throws IOException {
        index.requireRemovable(bucket, key, versionId, now);
        BucketIndex.Entry<Path> removed = index.remove(bucket, key, versionId);
        if (removed == null) {
            return null;
        }
        Files.deleteIfExists(description(bucket, removed.version()));
        deleteContent(removed);
        return removed.version();
    }

    @Override
    public Iterator<ObjectInfo> objectsFrom(String bucket, String key) {
        return index.objectsFrom(bucket, key);
    }

    @Override
    public Iterator<List<ObjectVersion>> versionsFrom(String bucket, String key) {
        return index.versionsFrom(bucket, key);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private synchronized @Nullable ObjectInfo commit(String bucket, ObjectInfo info, Path staged, boolean overwrite)
            throws IOException {
        if (!index.accepts(bucket, info.key(), overwrite)) {
            return null;
        }
        return commit(bucket, info.withVersionId(index.nextVersionId(bucket)), staged);
    }

    private synchronized @Nullable ObjectInfo commitInPlaceOf(
            @Nullable ObjectInfo known, String bucket, ObjectInfo info, Path staged) throws IOException {
        if (!Objects.equals(known, find(bucket, info.key()))) {
            return null;
        }
        return commit(
                bucket, info.withVersionId(known == null ? index.nextVersionId(bucket) : known.versionId()), staged);
    }

    private ObjectInfo commit(String bucket, ObjectInfo committed, Path staged) throws IOException {
        index.requireRemovable(bucket, committed.key(), committed.versionId(), committed.lastModified());
        Path content = root.resolve(bucket).resolve(UUID.randomUUID() + CONTENT);
        Files.move(staged, content, StandardCopyOption.ATOMIC_MOVE);
        publish(bucket, committed, content);
        return committed;
    }

    private void publish(String bucket, ObjectVersion version, @Nullable Path content) throws IOException {
        lastSequence++;
        describe(bucket, version, lastSequence, content);
        BucketIndex.Entry<Path> replaced = index.put(bucket, new BucketIndex.Entry<>(version, content));
        if (replaced != null && !Objects.equals(replaced.content(), content)) {
            deleteContent(replaced);
        }
    }

    /** Moves the description of a version into place. */
    private void describe(String bucket, ObjectVersion version, long sequence, @Nullable Path content)
            throws IOException {
        Path description = newStagingFile();
        new ObjectFile(
                        version,
                        sequence,
                        content == null ? null : content.getFileName().toString())
                .write(description);
        Files.move(description, description(bucket, version), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void deleteContent(BucketIndex.Entry<Path> entry) throws IOException {
        if (entry.content() != null) {
            Files.deleteIfExists(entry.content());
        }
    }

    private Path newStagingFile() {
        return root.resolve(STAGING).resolve(UUID.randomUUID().toString());
    }

    private Path description(String bucket, ObjectVersion version) {
        return root.resolve(bucket).resolve(sha256(version.key()) + "." + version.versionId() + DESCRIPTION);
    }

    private static String sha256(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }

    private final class Staged implements StagedContent {

        private final ContentDigest digest;
        private final Path file;

        Staged(ContentDigest digest, Path file) {
            this.digest = digest;
            this.file = file;
        }

        @Override
        public ContentDigest digest() {
            return digest;
        }

        @Override
        public @Nullable ObjectInfo commit(String bucket, ObjectInfo info, boolean overwrite) throws IOException {
            return DiskObjectStore.this.commit(bucket, info, file, overwrite);
        }

        @Override
        public InputStream open() throws IOException {
            return new FileInputStream(file.toFile());
        }

        @Override
        public @Nullable ObjectInfo commitInPlaceOf(@Nullable ObjectInfo known, String bucket, ObjectInfo info)
                throws IOException {
            return DiskObjectStore.this.commitInPlaceOf(known, bucket, info, file);
        }

        @Override
        public void close() throws IOException {
            Files.deleteIfExists(file);
        }
    }
}
