// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.engines;

import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.transfer.model.DownloadRequest;
import io.github.osspresign.transfer.model.DownloadResult;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.ExistingFile;
import io.github.osspresign.transfer.model.FileExist;
import io.github.osspresign.transfer.model.ObjectRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import org.apache.spark.api.java.function.MapPartitionsFunction;

// tag::class[]
/** Lines of the files that links lead to. Spark sends it to the executors with the folder only. */
final class DownloadedLines implements MapPartitionsFunction<String, String> {

    /** On a local disk of each worker, for this job only. */
    private final String folder;

    DownloadedLines(String folder) {
        this.folder = folder;
    }

    /** Returns the lines of one file after the other. A file is downloaded when the lines of the one before are read. */
    @Override
    public Iterator<String> call(Iterator<String> links) {
        return new Iterator<>() {
            private BufferedReader file = new BufferedReader(Reader.nullReader());
            private Iterator<String> lines = Collections.emptyIterator();

            @Override
            public boolean hasNext() {
                try {
                    while (!lines.hasNext()) {
                        file.close();
                        lines = Collections.emptyIterator();
                        if (!links.hasNext()) {
                            return false;
                        }
                        file = Files.newBufferedReader(download(PresignedLink.parse(links.next())));
                        lines = file.lines().iterator();
                    }
                    return true;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public String next() {
                return lines.next();
            }
        };
    }

    private Path download(PresignedLink link) throws IOException {
        // Two keys of a bucket never share a name. A file has its name only after it is verified, so a retried task
        // keeps it.
        ObjectRequest object = ObjectRequest.builder(link).fileName(link.key()).build();
        DownloadResult result = ExecutorClient.CLIENT.download(DownloadRequest.builder(object, Path.of(folder))
                .fileExist(FileExist.Ignore)
                .build());
        return result instanceof ExistingFile file ? file.file() : ((Downloaded) result).file();
    }
}
// end::class[]
