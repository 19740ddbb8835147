// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Stores objects below a directory, where they survive a restart. */
public final class DiskObjectStore extends IndexedObjectStore<DiskContent> {

    /*
     * root/.staging/<uuid>                             staged content and descriptions
     * root/<bucket>/bucket.properties                  creation time and settings of the bucket
     * root/<bucket>/<sha-256 of key>.<version>.object  description of a version, which names the content file
     * root/<bucket>/<uuid>.content                     content of a version, a file or a directory
     *
     * No part of a key is part of a path, so no key can point outside the root. Version IDs are created here.
     *
     * Content is written once and never changed. An object is replaced at the moment when its description is moved into
     * place; the old content is deleted afterwards, and a reader that has it open can read on.
     *
     * At the next start, the store deletes the content that a crash has left without a description. It touches no
     * directory without bucket.properties.
     */

    private static final String STAGING = ".staging";
    private static final String DESCRIPTION = ".object";
    private static final String CONTENT = ".content";

    private final Path root;
    private final RootLock lock;
    private volatile BucketInfo service = BucketInfo.NEW_SERVICE;
    private long lastSequence;

    /**
     * Opens the store, and creates the directory if it does not exist.
     *
     * @throws IOException if another store has the directory open, in this or another process
     */
    public DiskObjectStore(Path root, RemovalRule removalRule) throws IOException {
        super(removalRule);
        this.root = root;
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
                DiskContent.delete(leftover);
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
            index.put(
                    bucket,
                    new BucketIndex.Entry<>(version.version(), content == null ? null : new DiskContent(content)));
            lastSequence = Math.max(lastSequence, version.sequence());
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + CONTENT)) {
            for (Path file : files) {
                if (!contents.contains(file)) {
                    DiskContent.delete(file);
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
    public synchronized boolean deleteBucket(String bucket) throws IOException {
        if (!index.removeBucket(bucket)) {
            return false;
        }
        BucketFile.delete(root.resolve(bucket));
        Files.delete(root.resolve(bucket));
        return true;
    }

    @Override
    public StagedContent stage(InputStream content) throws IOException {
        Path file = newStagingFile();
        try {
            DigestingInputStream digesting = new DigestingInputStream(content);
            Files.copy(digesting, file);
            return new Staged(digesting.digest(), new DiskContent(file));
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    @Override
    InputStream read(DiskContent content) throws IOException {
        return content.open();
    }

    @Override
    DiskContent joined(List<DiskContent> contents) throws IOException {
        return DiskContent.joined(newStagingFile(), contents);
    }

    @Override
    DiskContent place(String bucket, DiskContent staged) throws IOException {
        Path content = root.resolve(bucket).resolve(UUID.randomUUID() + CONTENT);
        return new DiskContent(Files.move(staged.path(), content, StandardCopyOption.ATOMIC_MOVE));
    }

    @Override
    void discard(DiskContent content) throws IOException {
        content.discard(newStagingFile());
    }

    @Override
    void describe(String bucket, ObjectVersion version, @Nullable DiskContent content) throws IOException {
        lastSequence++;
        describe(bucket, version, lastSequence, content);
    }

    @Override
    void describeAgain(String bucket, ObjectVersion version, @Nullable DiskContent content) throws IOException {
        describe(bucket, version, ObjectFile.read(description(bucket, version)).sequence(), content);
    }

    @Override
    void removeDescription(String bucket, ObjectVersion version) throws IOException {
        Files.deleteIfExists(description(bucket, version));
    }

    /** Moves the description of a version into place. */
    private void describe(String bucket, ObjectVersion version, long sequence, @Nullable DiskContent content)
            throws IOException {
        Path description = newStagingFile();
        new ObjectFile(
                        version,
                        sequence,
                        content == null ? null : content.path().getFileName().toString())
                .write(description);
        Files.move(description, description(bucket, version), StandardCopyOption.ATOMIC_MOVE);
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
}
