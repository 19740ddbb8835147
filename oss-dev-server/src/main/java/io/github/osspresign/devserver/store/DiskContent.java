// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.store;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/** Content on disk: a file, or a directory with the files that it is joined from, in the order of their names. */
final class DiskContent {

    /*
     * A reader of a directory opens one file at a time: a multipart upload may have 10,000. So that it can read to the end,
     * a directory that is discarded meanwhile is moved out of its bucket, and deleted when its last reader is closed.
     */

    private Path path;
    private int readers;
    private boolean discarded;

    DiskContent(Path path) {
        this.path = path;
    }

    /** Creates a directory with links to the files of the contents, so that they are not copied. */
    static DiskContent joined(Path directory, List<DiskContent> contents) throws IOException {
        Files.createDirectory(directory);
        try {
            for (int i = 0; i < contents.size(); i++) {
                link(
                        directory.resolve(String.format(Locale.ROOT, "%05d", i)),
                        contents.get(i).path());
            }
        } catch (IOException | RuntimeException e) {
            delete(directory);
            throw e;
        }
        return new DiskContent(directory);
    }

    private static void link(Path link, Path file) throws IOException {
        try {
            Files.createLink(link, file);
        } catch (UnsupportedOperationException | FileSystemException e) {
            // Not every file system has links.
            Files.copy(file, link);
        }
    }

    synchronized Path path() {
        return path;
    }

    synchronized InputStream open() throws IOException {
        Reader reader = new Reader(Files.isDirectory(path) ? names(path) : List.of(""));
        readers++;
        return reader;
    }

    /** Deletes the content, or moves it to the other path until its last reader is closed. */
    synchronized void discard(Path other) throws IOException {
        if (readers > 0 && Files.isDirectory(path)) {
            path = Files.move(path, other, StandardCopyOption.ATOMIC_MOVE);
            discarded = true;
        } else {
            delete(path);
        }
    }

    private synchronized void readerClosed() throws IOException {
        readers--;
        if (discarded && readers == 0) {
            delete(path);
        }
    }

    /** Deletes a file or a directory with files, if it exists. */
    static void delete(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            for (String name : names(path)) {
                Files.delete(path.resolve(name));
            }
        }
        Files.deleteIfExists(path);
    }

    private static List<String> names(Path directory) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        }
        Collections.sort(names);
        return names;
    }

    private final class Reader extends InputStream {

        private final Iterator<String> rest;
        private InputStream current = InputStream.nullInputStream();
        private boolean closed;

        Reader(List<String> names) throws IOException {
            this.rest = names.iterator();
            openNext();
        }

        /** Opens the next file, or returns false if there is none. */
        private boolean openNext() throws IOException {
            if (!rest.hasNext()) {
                return false;
            }
            current.close();
            // No channel, because an interrupt of the reading thread would close it.
            current = new FileInputStream(path().resolve(rest.next()).toFile());
            return true;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int count) throws IOException {
            int read = current.read(buffer, offset, count);
            while (read < 0 && openNext()) {
                read = current.read(buffer, offset, count);
            }
            return read;
        }

        @Override
        public long skip(long count) throws IOException {
            long left = Math.max(count, 0);
            // A file can be skipped beyond its end, so that the bytes that are available count.
            while (left > 0 && (current.available() > 0 || openNext())) {
                left -= current.skip(Math.min(left, current.available()));
            }
            return Math.max(count, 0) - left;
        }

        @Override
        public void close() throws IOException {
            current.close();
            if (!closed) {
                closed = true;
                readerClosed();
            }
        }
    }
}
