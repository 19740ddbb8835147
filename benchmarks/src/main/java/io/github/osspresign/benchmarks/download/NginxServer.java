// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.download;

import io.github.osspresign.oss.AddressStyle;
import io.github.osspresign.oss.ServiceEndpoint;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.OssCredentials;
import io.github.osspresign.sign.OssSigner;
import io.github.osspresign.sign.PresignRequest;
import io.github.osspresign.sign.SignatureVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** An nginx that serves objects over http and https, with the checksum that OSS sends, and looks at no signature. */
final class NginxServer implements AutoCloseable {

    /** For the links, which only have to look like real ones. */
    private static final OssCredentials CREDENTIALS = OssCredentials.of("bench", "bench");

    private static final int ATTEMPTS = 100;

    private final Process process;
    private final int httpPort;
    private final int httpsPort;

    private NginxServer(Process process, int httpPort, int httpsPort) {
        this.process = process;
        this.httpPort = httpPort;
        this.httpsPort = httpsPort;
    }

    /**
     * Starts one.
     *
     * @param folder for its configuration and log
     * @param limitRate of one connection, as nginx writes it; {@code 0} for none
     */
    static NginxServer start(Path folder, StoredObjects objects, Certificate certificate, String limitRate)
            throws IOException, InterruptedException {
        int http = freePort();
        int https = freePort();
        String checksums = objects.crc64().entrySet().stream()
                .map(entry -> "    " + entry.getKey() + " " + entry.getValue() + ";\n")
                .collect(Collectors.joining());
        Path configuration = Files.writeString(folder.resolve("nginx.conf"), """
                daemon off;
                master_process off;
                pid nginx.pid;
                events { worker_connections 1024; }
                http {
                  access_log off;
                  sendfile on;
                  tcp_nopush on;
                  keepalive_requests 1000000;
                  client_body_temp_path temp; proxy_temp_path temp; fastcgi_temp_path temp; uwsgi_temp_path temp;
                  scgi_temp_path temp;
                  map_hash_max_size 262144;
                  map_hash_bucket_size 128;
                  map $uri $crc64 {
                %s  }
                  server {
                    listen 127.0.0.1:%d;
                    listen 127.0.0.1:%d ssl;
                    ssl_certificate %s;
                    ssl_certificate_key %s;
                    root %s;
                    limit_rate %s;
                    add_header x-oss-hash-crc64ecma $crc64;
                  }
                }
                """.formatted(
                checksums, http, https, certificate.certificate(), certificate.key(), objects.folder(), limitRate));
        Process process = new ProcessBuilder(Program.find("nginx")
                        .with("-p", folder.toString(), "-c", configuration.toString(), "-e", "error.log"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("nginx.log").toFile())
                .start();
        // Where the benchmark is ended in the middle, the server is not to stay.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        NginxServer server = new NginxServer(process, http, https);
        server.awaitConnection(folder);
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitConnection(Path folder) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), httpPort));
                return;
            } catch (IOException e) {
                if (attempt == ATTEMPTS || process.waitFor(50, TimeUnit.MILLISECONDS)) {
                    close();
                    throw new IOException(
                            "nginx: does not listen; its log: " + Files.readString(folder.resolve("nginx.log")), e);
                }
            }
        }
    }

    int httpPort() {
        return httpPort;
    }

    /** Returns the origin of a scheme, such as {@code https://127.0.0.1:8443}. */
    String origin(String scheme) {
        return scheme + "://127.0.0.1:" + (scheme.equals("https") ? httpsPort : httpPort);
    }

    /** A link to the object as OSS has them. */
    String link(String scheme, String key) {
        return link(origin(scheme), key, Instant.now());
    }

    static String link(String origin, String key, Instant now) {
        PresignRequest request = PresignRequest.builder(
                        HttpMethod.GET, ServiceEndpoint.parse(origin, AddressStyle.PATH), StoredObjects.BUCKET, key)
                .region("cn-hangzhou")
                .build();
        return OssSigner.of(SignatureVersion.V4)
                .presign(request, CREDENTIALS, now)
                .url();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .orTimeout(10, TimeUnit.SECONDS)
                .exceptionally(late -> process.destroyForcibly())
                .join();
    }
}
