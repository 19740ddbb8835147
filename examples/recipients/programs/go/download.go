// Saves what a presigned link points to:  go build download.go && ./download FILE < link.txt
// Exit code 0: saved, 1: failed, 2: called the wrong way, 3: the link has expired.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

var (
	errExpired = errors.New("the link has expired")
	expired    = regexp.MustCompile(`Request has expired|<EC>0002-00000(069|236)<|<Code>SecurityTokenExpired<`)
	code       = regexp.MustCompile(`<Code>([A-Za-z]+)<`)
)

var client = &http.Client{
	Transport: &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: 10 * time.Second}).DialContext,
		ResponseHeaderTimeout: 60 * time.Second,
	},
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

func download(link, target string) (written int64, err error) {
	request, err := http.NewRequest(http.MethodGet, link, nil)
	if err != nil {
		return 0, err
	}
	request.Header.Set("Accept-Encoding", "identity")
	response, err := client.Do(request)
	if err != nil {
		return 0, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return 0, refusal(response)
	}

	part, err := os.CreateTemp(filepath.Dir(target), filepath.Base(target)+".*.part")
	if err != nil {
		return 0, err
	}
	defer os.Remove(part.Name())
	defer part.Close()
	if written, err = io.Copy(part, response.Body); err != nil {
		return 0, err
	}
	if length := response.ContentLength; length >= 0 && length != written {
		return 0, fmt.Errorf("expected %d bytes but received %d", length, written)
	}
	if err = part.Close(); err != nil {
		return 0, err
	}
	return written, os.Rename(part.Name(), target)
}

func refusal(response *http.Response) error {
	body, _ := io.ReadAll(io.LimitReader(response.Body, 64<<10))
	if expired.Match(body) {
		return errExpired
	}
	reason := fmt.Sprintf("status %d", response.StatusCode)
	if found := code.FindSubmatch(body); found != nil {
		reason += " " + string(found[1])
	}
	return errors.New(reason)
}


// An error of net/http begins with the link; what is inside of it does not.
func withoutLink(err error) error {
	var failed *url.Error
	if errors.As(err, &failed) {
		return failed.Err
	}
	return err
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: download FILE, with the link on standard input")
		os.Exit(2)
	}
	link, _ := bufio.NewReader(os.Stdin).ReadString('\n')
	written, err := download(strings.TrimSpace(link), os.Args[1])
	switch {
	case errors.Is(err, errExpired):
		fmt.Fprintln(os.Stderr, "The link has expired. Ask its sender for a new one.")
		os.Exit(3)
	case err != nil:
		fmt.Fprintf(os.Stderr, "The download failed: %v.\n", withoutLink(err))
		os.Exit(1)
	}
	fmt.Printf("Saved %d bytes.\n", written)
}
