// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.guide;

import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.oss.ServiceEndpoint;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.OssCredentials;
import io.github.osspresign.sign.OssSigner;
import io.github.osspresign.sign.PresignRequest;
import io.github.osspresign.sign.SignatureVersion;
import io.github.osspresign.transfer.TransferClient;
import io.github.osspresign.transfer.model.Downloaded;
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
        return PresignedLink.of(OssSigner.of(SignatureVersion.V4).presign(request, credentials, Instant.now()));
    }
    // end::sign[]

    // tag::download[]
    static Downloaded download(TransferClient client, PresignedLink link, Path directory) throws IOException {
        return client.download(link, directory);
    }
    // end::download[]

    // tag::upload[]
    static Uploaded upload(TransferClient client, PresignedLink link, Path file) throws IOException {
        return client.upload(link, file);
    }
    // end::upload[]
}
