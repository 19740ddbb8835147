// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.service;

import io.github.osspresign.oss.ServiceEndpoint;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Clients for the addresses of buckets. Each is opened for the first request to its address. Thread-safe. */
public final class ServiceClients implements AutoCloseable {

    private final Function<String, ServiceEndpoint> addresses;
    private final Function<ServiceEndpoint, ServiceClient> opening;
    private final Map<ServiceEndpoint, ServiceClient> byAddress = new ConcurrentHashMap<>();

    /**
     * @param addresses returns the address for requests to a bucket
     * @param opening opens the client of an address, without a request
     */
    public ServiceClients(
            Function<String, ServiceEndpoint> addresses, Function<ServiceEndpoint, ServiceClient> opening) {
        this.addresses = addresses;
        this.opening = opening;
    }

    /** Returns the client for requests to a bucket. */
    public ServiceClient of(String bucket) {
        return byAddress.computeIfAbsent(addresses.apply(bucket), opening);
    }

    @Override
    public void close() {
        byAddress.values().forEach(ServiceClient::close);
    }
}
