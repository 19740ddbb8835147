// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.bucket;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.format.XmlDocument;
import io.github.osspresign.devserver.store.BucketInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** The token with which the owner of a bucket proves to OSS, by a DNS record, that a domain is theirs. */
record CnameToken(String domain, String token, Instant expiresAt) {

    private static final String SETTING = "cnameToken.";
    private static final Duration LIFETIME = Duration.ofDays(3);

    static CnameToken create(String domain, Instant now) {
        return new CnameToken(domain, UUID.randomUUID().toString().replace("-", ""), now.plus(LIFETIME));
    }

    /** Returns the token of the bucket for the domain, or throws CnameTokenNotFound. */
    static CnameToken of(BucketInfo bucket, String domain) {
        String stored = bucket.settings().get(SETTING + domain);
        if (stored == null) {
            throw OssErrorCode.CNAME_TOKEN_NOT_FOUND.error().with("Cname", domain);
        }
        String[] values = stored.split(" ", -1);
        return new CnameToken(domain, values[0], Instant.parse(values[1]));
    }

    BucketInfo storedIn(BucketInfo bucket) {
        return bucket.with(SETTING + domain, token + " " + expiresAt);
    }

    void write(XmlDocument xml, BucketInfo bucket) {
        xml.element("Bucket", bucket.name());
        xml.element("Cname", domain);
        xml.element("Token", token);
        xml.element("ExpireTime", expiresAt.toString());
    }
}
