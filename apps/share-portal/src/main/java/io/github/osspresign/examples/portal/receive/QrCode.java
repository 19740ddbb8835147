// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.receive;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import io.github.osspresign.examples.portal.page.PortalAddress;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** QR code of the address of a share or a request, as SVG. */
@RestController
class QrCode {

    private final PortalAddress address;

    QrCode(PortalAddress address) {
        this.address = address;
    }

    @GetMapping(path = "/{kind:s|r}/{id:[\\w-]{1,64}}/qr.svg", produces = "image/svg+xml")
    String svg(@PathVariable String kind, @PathVariable String id) throws WriterException {
        BitMatrix code = new QRCodeWriter().encode(address + "/" + kind + "/" + id, BarcodeFormat.QR_CODE, 0, 0);
        int size = code.getWidth();
        // One line for each row, which is drawn where the code is dark.
        String rows = code.toString("h1", "m1 0").replace("\n", "m-" + size + " 1");
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %1$d" shape-rendering="crispEdges">\
                <path fill="#fff" d="M0 0h%1$dv%1$dH0z"/><path stroke="#000" d="M0 .5%2$s"/></svg>""".formatted(size, rows);
    }
}
