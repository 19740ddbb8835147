// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.signing;

import io.github.osspresign.camel.options.CommaList;
import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.oss.AddressStyle;
import io.github.osspresign.oss.ServiceEndpoint;
import io.github.osspresign.oss.syntax.BucketName;
import java.util.HashMap;
import java.util.Map;

/** Parses the custom domains of buckets. */
public final class BucketDomains {

    private BucketDomains() {}

    /**
     * Returns the domain of each bucket in comma-separated entries {@code bucket=domain}, where the domain may have a scheme
     * and a port.
     *
     * @throws IllegalArgumentException if an entry has another form, names a domain of OSS, or repeats a bucket
     */
    public static Map<String, ServiceEndpoint> parse(String text) {
        Map<String, ServiceEndpoint> domains = new HashMap<>();
        for (String entry : CommaList.of("domains", text)) {
            String bucket = entry.substring(0, Math.max(0, entry.indexOf('=')));
            if (!BucketName.isValid(bucket)) {
                throw new IllegalArgumentException("domains: must be bucket=domain, such as"
                        + " my-bucket=files.example.com, was " + Quoted.of(entry));
            }
            if (domains.put(bucket, domain(entry.substring(bucket.length() + 1))) != null) {
                throw new IllegalArgumentException("domains: must name each bucket once, was " + Quoted.of(text));
            }
        }
        return domains;
    }

    private static ServiceEndpoint domain(String text) {
        ServiceEndpoint domain;
        try {
            domain = ServiceEndpoint.parse(text, AddressStyle.CNAME);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("domains: " + e.getMessage(), e);
        }
        if (domain.host().kind().isOssDomain()) {
            throw new IllegalArgumentException(
                    "domains: must be custom domains, not domains of OSS, was " + Quoted.of(text));
        }
        return domain;
    }
}
