// SPDX-License-Identifier: Apache-2.0
package com.example;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.link.HostPolicy;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.oss.ServiceEndpoint;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.OssCredentials;
import io.github.osspresign.sign.OssSigner;
import io.github.osspresign.sign.PresignRequest;
import io.github.osspresign.sign.SignatureVersion;
import io.github.osspresign.transfer.TransferClient;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.model.VerifiedBy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Uploads and downloads an object, and is refused a link to a host that is not of OSS, with all classes in modules. */
public final class Share {

    private Share() {}

    /** Fails if the core or the development server does not work on the module path. */
    public static void main(String[] arguments) throws IOException {
        require(TransferClient.class.getModule().isNamed()
                && OssDevServer.class.getModule().isNamed());
        HostPolicy loopback = HostPolicy.STRICT.allowingLoopback();
        TransferOptions options = TransferOptions.builder().hostPolicy(loopback).build();
        try (OssDevServer server = OssDevServer.builder().bucket("my-bucket").start();
                TransferClient client =
                        TransferClient.builder().options(options).build()) {
            Path inbox = Files.createTempDirectory(Path.of("target"), "inbox");
            Path figures = Files.writeString(inbox.resolve("figures.txt"), "figures");
            client.upload(link(server, HttpMethod.PUT), figures);

            Downloaded downloaded = client.download(link(server, HttpMethod.GET), inbox);
            require(downloaded.verified() == VerifiedBy.crc64);
            require(Files.readString(downloaded.file()).equals("figures"));

            client.stream(PresignedLink.of("https://example.com/report.pdf"));
            require(false);
        } catch (HostNotAllowedException e) {
            require(e.getMessage().contains("example.com"));
        }
    }

    private static PresignedLink link(OssDevServer server, HttpMethod method) {
        ServiceEndpoint endpoint = ServiceEndpoint.parse(server.endpoint().toString());
        PresignRequest request = PresignRequest.builder(method, endpoint, "my-bucket", "report.txt")
                .region(server.region())
                .build();
        OssCredentials credentials = OssCredentials.of(server.accessKeyId(), server.accessKeySecret());
        return PresignedLink.of(OssSigner.of(SignatureVersion.V4).presign(request, credentials, Instant.now()));
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalStateException("the core or the development server does not work on the module path");
        }
    }
}
