// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.oss.AddressStyle;
import io.github.osspresign.oss.OssHost;
import io.github.osspresign.oss.ServiceEndpoint;
import io.github.osspresign.oss.syntax.Region;
import org.jspecify.annotations.Nullable;

/** Selects the service endpoint that the options name. */
final class ConfiguredEndpoint {

    private ConfiguredEndpoint() {}

    /**
     * Returns the service endpoint.
     *
     * @throws IllegalArgumentException if the options set neither endpoint nor region, or contradict each other
     */
    static ServiceEndpoint of(PresignConfiguration options) {
        if (options.getEndpoint() != null) {
            ServiceEndpoint endpoint = ServiceEndpoint.parse(options.getEndpoint(), options.getAddressStyle());
            requireAgreement(endpoint, options.getRegion());
            return endpoint;
        }
        if (options.getRegion() == null) {
            throw new IllegalArgumentException("region: not set; set region, such as 'cn-hangzhou', or endpoint");
        }
        if (options.getAddressStyle() != AddressStyle.VIRTUAL_HOSTED) {
            throw new IllegalArgumentException(
                    "endpoint: not set; set it together with addressStyle=" + options.getAddressStyle());
        }
        return ServiceEndpoint.of(options.getRegion(), options.getEndpointType());
    }

    /** Refuses an endpoint whose links the service would refuse, or for which no host exists. */
    private static void requireAgreement(ServiceEndpoint endpoint, @Nullable String region) {
        OssHost host = endpoint.host();
        boolean withoutBucket = endpoint.style() != AddressStyle.VIRTUAL_HOSTED;
        if (host.kind().isOssDomain() && (withoutBucket || host.bucket() != null)) {
            throw new IllegalArgumentException("endpoint: must "
                    + (withoutBucket
                            ? "be a custom domain with addressStyle=cname, and another server with addressStyle=path"
                            : "not contain the bucket, because links have it before the endpoint")
                    + ", was " + Quoted.of(endpoint.authority()));
        }
        if (region != null) {
            Region.require(region);
        }
        if (region != null && !host.allowsScope(region)) {
            throw new IllegalArgumentException("region: must be " + Quoted.of(host.region()) + ", that of the endpoint "
                    + endpoint.authority() + ", was " + Quoted.of(region));
        }
    }
}
