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

/** Uploads and downloads an object, also with {@link FirstProgram}, and is refused links to hosts that are not of OSS. */
public final class Share {

    private Share() {}

    /**
     * Fails if the core or the development server does not work.
     *
     * @param arguments {@code modules} on the module path, nothing on the class path
     */
    public static void main(String[] arguments) throws IOException {
        boolean modules = arguments.length > 0;
        require(TransferClient.class.getModule().isNamed() == modules
                && OssDevServer.class.getModule().isNamed() == modules);
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

            String[] links = {
                link(server, HttpMethod.PUT).url(),
                figures.toString(),
                link(server, HttpMethod.GET).url(),
                Files.createDirectory(inbox.resolve("first")).toString()
            };
            FirstProgram.transfer(client, links);
            require(Files.readString(inbox.resolve("first/report.txt")).equals("figures"));

            requireRefusal(() -> client.stream(PresignedLink.of("https://example.com/report.pdf")), "example.com");
            requireRefusal(() -> FirstProgram.main(links), "https");
        }
    }

    private interface Transfer {
        void run() throws IOException;
    }

    private static void requireRefusal(Transfer transfer, String reason) throws IOException {
        try {
            transfer.run();
        } catch (HostNotAllowedException e) {
            require(e.getMessage().contains(reason));
            return;
        }
        require(false);
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
            throw new IllegalStateException("the core or the development server does not work");
        }
    }
}
