// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.PresignedUpload;
import io.github.osspresign.test.PlanDocuments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The plans of {@link PlanDocuments} as values. */
public final class UploadPlans {

    public static final int PART_SIZE = PlanDocuments.PART_SIZE;

    private final PlanDocuments documents;

    public UploadPlans(OssDevServer server, String bucket, InstantSource clock) {
        documents = new PlanDocuments(server, bucket, clock);
    }

    public void lifetime(Duration lifetime) {
        documents.lifetime(lifetime);
    }

    public void partSize(long partSize) {
        documents.partSize(partSize);
    }

    public void forbidOverwrite() {
        documents.forbidOverwrite();
    }

    public PresignedUpload open(String key, long size) throws IOException, InterruptedException {
        return PresignedUpload.parse(documents.open(key, size));
    }

    public PresignedUpload open(String key, int parts) throws IOException, InterruptedException {
        return PresignedUpload.parse(documents.open(key, parts));
    }

    public String initiate(String key) throws IOException, InterruptedException {
        return documents.initiate(key);
    }

    public PresignedUpload plan(String key, String uploadId, @Nullable Long size, int parts) throws IOException {
        return PresignedUpload.parse(documents.plan(key, uploadId, size, parts));
    }

    public String part(String key, String uploadId, int number) {
        return documents.part(key, uploadId, number);
    }

    public PresignedLink renewed(PresignedLink ended) {
        try {
            return LinkJson.read(documents.renewed(
                    ended.method(), String.valueOf(ended.key()), ended.url(), ended.requiredHeaders()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
