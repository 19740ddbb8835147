// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.engines;

import io.github.osspresign.link.HostPolicy;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.transfer.TransferClient;
import io.github.osspresign.transfer.model.DownloadRequest;
import io.github.osspresign.transfer.model.DownloadResult;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.ExistingFile;
import io.github.osspresign.transfer.model.FileExist;
import io.github.osspresign.transfer.model.ObjectRequest;
import io.github.osspresign.transfer.model.TransferOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;

// tag::class[]
/** File that a link leads to. Flink sends it to the task managers with the folder only. */
final class DownloadedFile extends RichAsyncFunction<SecretLink, String> {

    /** On a local disk of each task manager, for this job only. */
    private final String folder;

    private transient TransferClient client;
    private transient ExecutorService threads;

    DownloadedFile(String folder) {
        this.folder = folder;
    }

    @Override
    public void open(OpenContext context) {
        boolean local = Boolean.getBoolean("localDevelopment");
        HostPolicy hosts = local ? HostPolicy.STRICT.allowingLoopback() : HostPolicy.STRICT;
        client = TransferClient.builder()
                .options(TransferOptions.builder().hostPolicy(hosts).build())
                .build();
        threads = Executors.newCachedThreadPool();
    }

    @Override
    public void asyncInvoke(SecretLink link, ResultFuture<String> file) {
        // A job that has ended refuses results with an exception, which nobody needs.
        Future<?> unused = threads.submit(() -> {
            try {
                file.complete(List.of(download(PresignedLink.parse(link.json)).toString()));
            } catch (IOException | RuntimeException e) {
                file.completeExceptionally(e);
            }
        });
    }

    private Path download(PresignedLink link) throws IOException {
        // Two keys of a bucket never share a name. A file has its name only after it is verified, so a restarted job
        // keeps it.
        ObjectRequest object = ObjectRequest.builder(link).fileName(link.key()).build();
        DownloadResult result = client.download(DownloadRequest.builder(object, Path.of(folder))
                .fileExist(FileExist.Ignore)
                .build());
        return result instanceof ExistingFile file ? file.file() : ((Downloaded) result).file();
    }

    /** Stops what is being downloaded; the part files stay. */
    @Override
    public void close() {
        if (client != null) {
            client.close();
            threads.shutdown();
        }
    }
}
// end::class[]
