// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

import io.github.osspresign.error.ChecksumMismatchException;
import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.error.LinkExpiredException;
import io.github.osspresign.error.LinkRejectedException;
import io.github.osspresign.error.ObjectNotFoundException;
import org.apache.camel.builder.RouteBuilder;

/** The routes of the page on what can go wrong. */
final class TroubleRoutes {

    private TroubleRoutes() {}

    /** Each kind of failure to a separate place. */
    static final class Sorted extends RouteBuilder {
        @Override
        public void configure() {
            // tag::sorted[]
            onException(LinkExpiredException.class).handled(true).to("jms:queue:links.expired");
            onException(ObjectNotFoundException.class).handled(true).to("jms:queue:links.missing");
            onException(LinkRejectedException.class, HostNotAllowedException.class, IllegalArgumentException.class)
                    .handled(true)
                    .to("jms:queue:links.refused");
            onException(ChecksumMismatchException.class).handled(true).to("jms:queue:links.corrupt");

            from("osspresigned:inbox?linkSource=RAW(jms:queue:links?transacted=true)&bridgeErrorHandler=true")
                    .to("direct:process");
            // end::sorted[]
        }
    }
}
