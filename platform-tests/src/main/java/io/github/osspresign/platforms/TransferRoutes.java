// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.platforms;

import io.github.osspresign.devserver.OssDevServerBuilder;
import org.apache.camel.builder.RouteBuilder;

/** Uploads, downloads, lists and polls for links at the server that the property {@code oss.endpoint} names. */
public class TransferRoutes extends RouteBuilder {

    static final String BUCKET = "demo";
    static final String DIRECTORY = "target/transfer";
    /** Links to this machine are refused by default. */
    static final String LOCAL = "allowedHosts=127.0.0.1:*&allowPrivateAddresses=true";

    static String signing(String endpoint) {
        return "region=cn-hangzhou&accessKey=" + OssDevServerBuilder.DEFAULT_ACCESS_KEY_ID + "&secretKey="
                + OssDevServerBuilder.DEFAULT_ACCESS_KEY_SECRET + "&endpoint=" + endpoint;
    }

    @Override
    public void configure() {
        String signing = signing("{{oss.endpoint}}");
        String local = LOCAL + "&allowHttp=true";

        from("direct:upload")
                .to("presign:" + BUCKET + "?method=PUT&" + signing)
                .to("osspresigned:?operation=upload&" + local);
        from("direct:download")
                .to("presign:" + BUCKET + "?verifyObject=true&" + signing)
                .to("osspresigned:" + DIRECTORY + "/downloaded?" + local);
        from("direct:list")
                .to("presign:" + BUCKET + "?operation=signPrefix&prefix=report&" + signing)
                .split(body())
                .to("seda:listed");
        from("direct:share")
                .to("presign:" + BUCKET + "?output=body&" + signing)
                .to("file:" + DIRECTORY + "/links?fileName=link.json&tempPrefix=.");
        from("osspresigned:" + DIRECTORY + "/received?linkSource=RAW(file:" + DIRECTORY
                        + "/links?initialDelay=0&delay=100)&" + local)
                .to("seda:received");
    }
}
