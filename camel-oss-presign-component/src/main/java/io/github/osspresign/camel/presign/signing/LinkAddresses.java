// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.signing;

import io.github.osspresign.oss.ServiceEndpoint;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.PresignRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hosts and regions of the links of one endpoint.
 *
 * @param endpoint endpoint of links to buckets without a domain
 * @param domains domains of buckets, which take precedence over the endpoint
 * @param region region that the options name; by default that of the endpoint
 */
public record LinkAddresses(
        ServiceEndpoint endpoint,
        Map<String, ServiceEndpoint> domains,
        @Nullable String region) {

    /** Creates the addresses. */
    public LinkAddresses {
        region = region == null ? endpoint.region().orElse(null) : region;
    }

    /** Returns the endpoint of links to a bucket. */
    public ServiceEndpoint of(String bucket) {
        return domains.getOrDefault(bucket, endpoint);
    }

    /** Returns a request for a link to an object at its address. */
    PresignRequest.Builder request(HttpMethod method, String bucket, String key) {
        return PresignRequest.builder(method, of(bucket), bucket, key).region(region);
    }
}
