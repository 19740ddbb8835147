// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import org.apache.hc.client5.http.DnsResolver;

/** Resolver of host names of which a test writes the one method that transfers use. */
@FunctionalInterface
interface FakeDns extends DnsResolver {

    @Override
    default String resolveCanonicalHostname(String host) {
        return host;
    }
}
