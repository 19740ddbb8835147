// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.error.TransferFailedException;
import io.github.osspresign.link.HostPolicy;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.transfer.model.HostResolver;
import io.github.osspresign.transfer.model.TransferOptions;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A look-up that hangs, fails or returns nothing usable ends as a failure of the connection. */
@Timeout(20)
class LookUpTest {

    @TempDir
    Path directory;

    @Test
    void connectTimeoutLimitsLookUp() {
        CountDownLatch never = new CountDownLatch(1);
        assertFails(
                host -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return new InetAddress[0];
                },
                "host.example: look-up of its addresses took too long");
    }

    @Test
    void uncheckedExceptionOfResolverIsFailureOfConnection() {
        assertFails(
                host -> {
                    throw new IllegalStateException("no resolver");
                },
                "host.example: resolver failed");
    }

    @Test
    void missingAddressIsUnknownHost() {
        assertFails(host -> new InetAddress[] {InetAddress.getLoopbackAddress(), null}, "host.example");
    }

    private void assertFails(HostResolver resolver, String reason) {
        HostPolicy policy = HostPolicy.STRICT
                .allowingHosts("host.example:*")
                .allowingPrivateAddresses()
                .allowingHttp();
        TransferOptions options = Links.options(with -> with.hostPolicy(policy).connectTimeout(Duration.ofMillis(200)));
        PresignedLink link = PresignedLink.of("http://host.example:81/a.txt?" + Links.QUERY);
        assertThatThrownBy(() -> {
                    try (TransferClient client = TransferClient.builder()
                            .options(options)
                            .clock(InstantSource.fixed(Links.NOW))
                            .resolver(resolver)
                            .build()) {
                        client.download(Links.request(link, directory));
                    }
                })
                .isInstanceOf(TransferFailedException.class)
                .hasMessageContaining("no connection to the host: ")
                .hasMessageContaining(reason);
    }
}
