// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * File system of the operating system in which a test sees and changes what happens: it may lack hard links, ignore the
 * case of names, or be changed between two steps. Only the operations that downloads use are supported.
 */
public final class WatchedFileSystem extends FileSystem {

    /** Operation on a file. */
    public enum Operation {
        OPEN,
        OPENED,
        MOVE,
        LINK,
        DELETE
    }

    /** Action of a test at an operation. */
    public interface Watcher {
        /**
         * Runs before an operation, with {@link Operation#OPENED} after it.
         *
         * @param path path on the file system of the operating system; the new name for a link or a move
         */
        void at(Operation operation, Path path) throws IOException;
    }

    private final FileSystem real;
    private final Provider provider;
    private final Watcher watcher;
    private final @Nullable Path ignoresCaseBelow;

    private WatchedFileSystem(FileSystem real, Watcher watcher, @Nullable Path ignoresCaseBelow) {
        this.real = real;
        this.provider = new Provider();
        this.watcher = watcher;
        this.ignoresCaseBelow = ignoresCaseBelow;
    }

    /** Returns a directory that is watched. */
    public static Path watched(Path directory, Watcher watcher) {
        return new WatchedFileSystem(directory.getFileSystem(), watcher, null).wrap(directory);
    }

    /** Returns a directory without hard links. */
    public static Path withoutLinks(Path directory) {
        return watched(directory, (operation, path) -> {
            if (operation == Operation.LINK) {
                throw new UnsupportedOperationException("no hard links here");
            }
        });
    }

    /** Returns a directory in which the case of names does not matter: files get names in lower case. */
    public static Path ignoringCase(Path directory) {
        return new WatchedFileSystem(directory.getFileSystem(), (operation, path) -> {}, directory).wrap(directory);
    }

    // ---- paths

    private static final class Handler implements java.lang.reflect.InvocationHandler {

        private final WatchedFileSystem fileSystem;
        private final Path real;

        Handler(WatchedFileSystem fileSystem, Path real) {
            this.fileSystem = fileSystem;
            this.real = real;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            return switch (method.getName()) {
                case "getFileSystem" -> fileSystem;
                case "toFile" -> throw new UnsupportedOperationException("not of the default file system");
                case "iterator" -> fileSystem.wrapped(real.iterator());
                default -> fileSystem.invoke(method, real, arguments);
            };
        }
    }

    private @Nullable Object invoke(Method method, Path path, Object @Nullable [] arguments) throws Throwable {
        Object[] plain = arguments == null
                ? new Object[0]
                : Arrays.stream(arguments)
                        .map(argument -> argument instanceof Path other ? plain(other) : argument)
                        .toArray();
        boolean onDisk = method.getName().equals("toRealPath");
        try {
            Object result = method.invoke(onDisk ? unwrap(path) : path, plain);
            return result instanceof Path other ? wrap(other) : result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private Path wrap(Path path) {
        return (Path) Proxy.newProxyInstance(
                WatchedFileSystem.class.getClassLoader(), new Class<?>[] {Path.class}, new Handler(this, path));
    }

    private Iterator<Path> wrapped(Iterator<Path> paths) {
        return StreamSupport.stream(((Iterable<Path>) () -> paths).spliterator(), false)
                .map(this::wrap)
                .iterator();
    }

    private static Path plain(Path path) {
        return Proxy.isProxyClass(path.getClass()) ? ((Handler) Proxy.getInvocationHandler(path)).real : path;
    }

    /** Returns the path on the file system of the operating system. */
    private Path unwrap(Path path) {
        Path plain = plain(path);
        if (ignoresCaseBelow == null || !plain.startsWith(ignoresCaseBelow)) {
            return plain;
        }
        return ignoresCaseBelow.resolve(
                ignoresCaseBelow.relativize(plain).toString().toLowerCase(Locale.ROOT));
    }

    // ---- file system

    @Override
    public FileSystemProvider provider() {
        return provider;
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public String getSeparator() {
        return real.getSeparator();
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return () -> wrapped(real.getRootDirectories().iterator());
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return real.getFileStores();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return real.supportedFileAttributeViews();
    }

    @Override
    public Path getPath(String first, String... more) {
        return wrap(real.getPath(first, more));
    }

    @Override
    public PathMatcher getPathMatcher(String pattern) {
        throw new UnsupportedOperationException();
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        return real.getUserPrincipalLookupService();
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException();
    }

    private final class Provider extends FileSystemProvider {

        private FileSystemProvider real() {
            return real.provider();
        }

        @Override
        public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
                throws IOException {
            watcher.at(Operation.OPEN, unwrap(path));
            FileChannel opened = real().newFileChannel(unwrap(path), options, attributes);
            watcher.at(Operation.OPENED, unwrap(path));
            return opened;
        }

        @Override
        public SeekableByteChannel newByteChannel(
                Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
            watcher.at(Operation.OPEN, unwrap(path));
            return real().newByteChannel(unwrap(path), options, attributes);
        }

        @Override
        public void move(Path source, Path target, CopyOption... options) throws IOException {
            watcher.at(Operation.MOVE, unwrap(target));
            real().move(unwrap(source), unwrap(target), options);
        }

        @Override
        public void createLink(Path link, Path existing) throws IOException {
            watcher.at(Operation.LINK, unwrap(link));
            real().createLink(unwrap(link), unwrap(existing));
        }

        @Override
        public void delete(Path path) throws IOException {
            watcher.at(Operation.DELETE, unwrap(path));
            real().delete(unwrap(path));
        }

        @Override
        public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
            real().createDirectory(unwrap(path), attributes);
        }

        @Override
        public DirectoryStream<Path> newDirectoryStream(Path path, DirectoryStream.Filter<? super Path> filter)
                throws IOException {
            DirectoryStream<Path> files = real().newDirectoryStream(unwrap(path), file -> filter.accept(wrap(file)));
            return new DirectoryStream<>() {
                @Override
                public Iterator<Path> iterator() {
                    return wrapped(files.iterator());
                }

                @Override
                public void close() throws IOException {
                    files.close();
                }
            };
        }

        @Override
        public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
                throws IOException {
            return real().readAttributes(unwrap(path), type, options);
        }

        @Override
        public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
                throws IOException {
            return real().readAttributes(unwrap(path), attributes, options);
        }

        @Override
        public <V extends FileAttributeView> @Nullable V getFileAttributeView(
                Path path, Class<V> type, LinkOption... options) {
            return real().getFileAttributeView(unwrap(path), type, options);
        }

        @Override
        public void checkAccess(Path path, AccessMode... modes) throws IOException {
            real().checkAccess(unwrap(path), modes);
        }

        @Override
        public boolean isSameFile(Path path, Path other) throws IOException {
            return real().isSameFile(unwrap(path), unwrap(other));
        }

        @Override
        public FileStore getFileStore(Path path) throws IOException {
            return real().getFileStore(unwrap(path));
        }

        @Override
        public boolean isHidden(Path path) throws IOException {
            return real().isHidden(unwrap(path));
        }

        @Override
        public void copy(Path source, Path target, CopyOption... options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setAttribute(Path path, String attribute, @Nullable Object value, LinkOption... options)
                throws IOException {
            real().setAttribute(unwrap(path), attribute, value, options);
        }

        @Override
        public String getScheme() {
            return "watched";
        }

        @Override
        public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileSystem getFileSystem(URI uri) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Path getPath(URI uri) {
            throw new UnsupportedOperationException();
        }
    }
}
