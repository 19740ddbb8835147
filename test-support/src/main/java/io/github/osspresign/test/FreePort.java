// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Local port without a listener, to start a server on or to be refused by. It is below the ports that systems give to
 * outgoing connections and to servers that ask for any port, so that other tests do not take it meanwhile.
 */
public final class FreePort {

    private static final int LOWEST = 10_000;
    /** Linux gives ports from 32768, other systems from 49152. */
    private static final int END = 32_768;

    private FreePort() {}

    public static int find() {
        return ThreadLocalRandom.current()
                .ints(LOWEST, END)
                .filter(FreePort::isFree)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
