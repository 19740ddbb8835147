// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.guide;

import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.oss.ServiceEndpoint;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.OssCredentials;
import io.github.osspresign.sign.OssSigner;
import io.github.osspresign.sign.PresignRequest;
import io.github.osspresign.sign.PresignedUrl;
import io.github.osspresign.sign.SignatureVersion;
import io.github.osspresign.transfer.TransferClient;
import io.github.osspresign.transfer.model.DownloadRequest;
import io.github.osspresign.transfer.model.DownloadResult;
import io.github.osspresign.transfer.model.ObjectRequest;
import io.github.osspresign.transfer.model.ProgressListener;
import io.github.osspresign.transfer.model.UploadRequest;
import io.github.osspresign.transfer.model.UploadSource;
import io.github.osspresign.transfer.model.Uploaded;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** The core without Camel. */
final class ObjectLinks {

    private ObjectLinks() {}

    // tag::sign[]
    static PresignedLink sign(HttpMethod method, ServiceEndpoint endpoint, OssCredentials credentials, String key) {
        PresignRequest request = PresignRequest.builder(method, endpoint, "my-bucket", key)
                .region("cn-hangzhou")
                .lifetime(Duration.ofMinutes(10))
                .build();
        PresignedUrl signed = OssSigner.of(SignatureVersion.V4).presign(request, credentials, Instant.now());
        return PresignedLink.builder(signed.url())
                .method(method.name())
                .requiredHeaders(signed.requiredHeaders())
                .expiresAt(signed.expiresAt())
                .build();
    }
    // end::sign[]

    // tag::download[]
    static DownloadResult download(TransferClient client, PresignedLink link, Path directory) throws IOException {
        return client.download(new DownloadRequest(ObjectRequest.builder(link).build(), directory));
    }
    // end::download[]

    // tag::upload[]
    static Uploaded upload(TransferClient client, PresignedLink link, Path file) throws IOException {
        return client.upload(new UploadRequest(link, UploadSource.of(file), ProgressListener.NONE, null));
    }
    // end::upload[]
}
