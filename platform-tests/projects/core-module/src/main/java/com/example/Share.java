// SPDX-License-Identifier: Apache-2.0
package com.example;

import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.oss.EndpointType;
import io.github.osspresign.oss.ServiceEndpoint;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.OssCredentials;
import io.github.osspresign.sign.OssSigner;
import io.github.osspresign.sign.PresignRequest;
import io.github.osspresign.sign.SignatureVersion;
import io.github.osspresign.transfer.TransferClient;
import io.github.osspresign.transfer.model.ObjectRequest;
import io.github.osspresign.transfer.model.TransferOptions;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;

/** Signs a link, and is refused one to a host that is not of OSS, with all classes in modules. */
public final class Share {

    private Share() {}

    /** Fails if the core does not work on the module path. */
    public static void main(String[] arguments) throws IOException {
        PresignRequest request = PresignRequest.builder(
                        HttpMethod.GET,
                        ServiceEndpoint.of("cn-hangzhou", EndpointType.PUBLIC),
                        "my-bucket",
                        "report.pdf")
                .region("cn-hangzhou")
                .build();
        String url = OssSigner.of(SignatureVersion.V4)
                .presign(request, OssCredentials.of("my-key", "my-secret"), Instant.now())
                .url();
        require(url.startsWith("https://my-bucket.oss-cn-hangzhou.aliyuncs.com/report.pdf?"));
        try (TransferClient client = new TransferClient(TransferOptions.DEFAULTS, InstantSource.system())) {
            client.stream(ObjectRequest.builder(PresignedLink.of("https://example.com/report.pdf"))
                    .build());
            require(false);
        } catch (HostNotAllowedException e) {
            require(TransferClient.class.getModule().isNamed());
        }
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalStateException("the core does not work on the module path");
        }
    }
}
