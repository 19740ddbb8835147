// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.engines;

import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.link.HostPolicy;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.transfer.TransferClient;
import io.github.osspresign.transfer.model.DownloadRequest;
import io.github.osspresign.transfer.model.FileExist;
import io.github.osspresign.transfer.model.ObjectRequest;
import io.github.osspresign.transfer.model.TransferOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** Downloads the file of each link of a topic to a folder. */
public final class DownloadTask extends SinkTask {

    private TransferClient client;
    private Path folder;

    @Override
    public void start(Map<String, String> settings) {
        folder = Path.of(settings.get("folder"));
        boolean local = Boolean.getBoolean("localDevelopment");
        client = TransferClient.builder()
                .options(TransferOptions.builder()
                        .hostPolicy(local ? HostPolicy.STRICT.allowingLoopback() : HostPolicy.STRICT)
                        // Less than max.poll.interval.ms, after which Kafka gives the partition to another task.
                        .transferTimeout(Duration.ofMinutes(4))
                        .build())
                .build();
    }

    /** Downloads each link. Connect repeats the call after a retriable failure: files are kept, and a part is resumed. */
    @Override
    public void put(Collection<SinkRecord> records) {
        for (SinkRecord record : records) {
            try {
                download(PresignedLink.parse((String) record.value()));
            } catch (OssPresignException | IllegalArgumentException e) {
                if (e instanceof OssPresignException failure && failure.isRetryable()) {
                    throw new RetriableException(e);
                }
                reject(record, e);
            }
        }
    }

    private void download(PresignedLink link) throws OssPresignException {
        ObjectRequest object = ObjectRequest.builder(link).fileName(link.key()).build();
        client.download(DownloadRequest.builder(object, folder)
                .fileExist(FileExist.Ignore)
                .build());
    }

    /** Puts the record on the dead letter queue, or stops the task if there is none. */
    private void reject(SinkRecord record, Exception reason) {
        if (context.errantRecordReporter() == null) {
            throw new ConnectException(reason);
        }
        // Connect waits for it before it commits the offset.
        var unused = context.errantRecordReporter().report(record, reason);
    }

    @Override
    public void stop() {
        client.close();
    }

    @Override
    public String version() {
        return "1";
    }
}
