// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.link;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** ZIP that is written while its files arrive, without compression. It is broken until {@link #finish} has written its end. */
public final class Zip {

    private static final int BUFFER = 64 * 1024;

    private final ZipOutputStream out;
    private final FileTime time;
    private final FileNames names = new FileNames();

    /** @param time of all files */
    public Zip(OutputStream out, Instant time) {
        this.out = new ZipOutputStream(new BufferedOutputStream(out, BUFFER), UTF_8);
        this.out.setLevel(Deflater.NO_COMPRESSION);
        this.time = FileTime.from(time);
    }

    void add(String name, InputStream content) throws IOException {
        ZipEntry entry = new ZipEntry(names.unique(name));
        entry.setLastModifiedTime(time);
        out.putNextEntry(entry);
        content.transferTo(out);
        out.closeEntry();
    }

    /** Writes the end. Only for a ZIP that has all files. */
    public void finish() throws IOException {
        out.finish();
        out.flush();
    }
}
