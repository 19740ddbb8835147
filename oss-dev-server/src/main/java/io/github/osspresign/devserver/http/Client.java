// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.http;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * The client of a connection: its address, and the scheme that it uses, http or https.
 *
 * @param tlsVersion version of TLS as OSS writes it, such as {@code TLSv1.3}, or null if it is not known
 */
public record Client(
        String scheme, InetAddress address, @Nullable String tlsVersion) {

    public Client(String scheme, InetAddress address) {
        this(scheme, address, null);
    }
}
