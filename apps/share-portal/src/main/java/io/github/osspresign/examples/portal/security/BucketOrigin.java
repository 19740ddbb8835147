// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.security;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.examples.portal.PortalProperties;
import java.net.URI;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Origin of the bucket, which pages send files to and lead to. It is that of a link. */
@Component
class BucketOrigin {

    private final ProducerTemplate camel;
    private final PortalProperties properties;
    private volatile @Nullable String origin;

    /** @param camel starts after the rules of security, which need this class */
    BucketOrigin(@Lazy ProducerTemplate camel, PortalProperties properties) {
        this.camel = camel;
        this.properties = properties;
    }

    @Override
    public String toString() {
        String known = origin;
        if (known == null) {
            URI link = URI.create(camel.request(
                            properties.signer(),
                            exchange -> exchange.getMessage().setHeader(PresignConstants.OBJECT_KEY, "shares/"))
                    .getMessage()
                    .getHeader(PresignConstants.URL, String.class));
            known = link.getScheme() + "://" + link.getRawAuthority();
            origin = known;
        }
        return known;
    }
}
