// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReopeningServerSocketTest {

    @Test
    void refusalThatEndsAtOnceDoesNotWaitForAConnection() throws Exception {
        ReopeningServerSocket socket = new ReopeningServerSocket(InetAddress.getLoopbackAddress(), 0, 50);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<?> accepting = threads.submit(socket::accept);
            Future<?> refusing = threads.submit(() -> refuse(socket));
            assertThat(refusing.get(1, TimeUnit.MINUTES)).isEqualTo("refused");
            assertThat(accepting).isNotDone();
        } finally {
            socket.reopen();
            threads.shutdownNow();
            new Socket(socket.address(), socket.port()).close();
            socket.close();
        }
    }

    private static String refuse(ReopeningServerSocket socket) throws IOException {
        for (int i = 0; i < 1000; i++) {
            socket.refuse(Duration.ZERO);
        }
        return "refused";
    }
}
