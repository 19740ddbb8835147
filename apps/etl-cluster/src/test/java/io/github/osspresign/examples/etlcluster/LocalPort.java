// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Port of this machine that stays free while its server is away. It is below those that systems give to outgoing
 * connections and to servers that ask for any port: such a connection would keep the server from coming back.
 */
final class LocalPort {

    private static final int LOWEST = 10_000;
    /** Linux gives ports from 32768, other systems from 49152. */
    private static final int END = 32_768;

    private LocalPort() {}

    static int find() {
        return ThreadLocalRandom.current()
                .ints(LOWEST, END)
                .filter(LocalPort::isFree)
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
