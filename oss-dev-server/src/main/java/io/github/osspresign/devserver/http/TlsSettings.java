// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.http;

import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;

/**
 * TLS settings of a listener.
 *
 * @param fails asked once for each connection: whether its handshake fails on purpose
 */
public record TlsSettings(SSLContext context, BooleanSupplier fails) {}
