// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/** File with its length and modification time at the time of creation. */
record FileSource(Path path, long length, FileTime modified) implements UploadSource {
    @Override
    public InputStream open() throws IOException {
        return Files.newInputStream(path);
    }

    @Override
    public InputStream open(long offset) throws IOException {
        SeekableByteChannel channel = Files.newByteChannel(path);
        try {
            return Channels.newInputStream(channel.position(offset));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public boolean isUnchanged() throws IOException {
        return Files.size(path) == length && Files.getLastModifiedTime(path).equals(modified);
    }
}
