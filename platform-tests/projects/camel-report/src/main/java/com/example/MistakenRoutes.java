// SPDX-License-Identifier: Apache-2.0
package com.example;

import org.apache.camel.builder.RouteBuilder;

/** Routes with one mistake in each scheme, which the plugin must find. */
public class MistakenRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:sign").to("presign:bucket?region=cn-hangzhou&methud=GET");
        from("direct:download").to("osspresigned:inbox?verify=maybe");
        from("direct:both")
                .to("presign:bucket?region=cn-hangzhou&expiration=30m")
                .to("osspresigned:inbox");
    }
}
