// Saves what a presigned link points to:  ./download FILE < link.txt
// Exit code 0: saved, 1: failed, 2: called the wrong way, 3: the link has expired.
//
// Apple:   clang -fobjc-arc -framework Foundation download.m -o download
// GNUstep: gcc $(gnustep-config --objc-flags) download.m -o download $(gnustep-config --base-libs)
#import <Foundation/Foundation.h>
#include <stdio.h>
#include <unistd.h>

// GNUstep has NSURLSession only where it was built with libcurl and libdispatch, which Debian's is not.
#if defined(GNUSTEP) && !GS_HAVE_NSURLSESSION
#define USE_NSURLSESSION 0
#else
#define USE_NSURLSESSION 1
#endif

// What becomes of the answer, whoever brings it: a file, or a reason why there is none.
@interface Download : NSObject
{
  NSString *target;
  NSString *part;
  NSFileHandle *file;
  NSMutableData *refusal;
  NSInteger status;
  long long announced;
  long long received;
  BOOL done;
  int exitCode;
}
- (id)initWithTarget:(NSString *)path;
- (NSURLRequest *)requestForLink:(NSString *)link;
- (BOOL)isDone;
- (int)exitCode;
- (void)response:(NSURLResponse *)response;
- (void)data:(NSData *)data;
- (void)end:(NSError *)error;
- (void)refused;
- (void)fail:(NSString *)reason;
@end

@implementation Download

- (id)initWithTarget:(NSString *)path
{
  if ((self = [super init]))
    {
      target = [path copy];
      part = [[NSString alloc] initWithFormat: @"%@.%@.part", path, [[NSProcessInfo processInfo] globallyUniqueString]];
      refusal = [[NSMutableData alloc] init];
    }
  return self;
}

- (BOOL)isDone
{
  return done;
}

- (int)exitCode
{
  return exitCode;
}

- (NSURLRequest *)requestForLink:(NSString *)link
{
  NSMutableURLRequest *request = [NSMutableURLRequest requestWithURL: [NSURL URLWithString: link]
                                                         cachePolicy: NSURLRequestReloadIgnoringLocalCacheData
                                                     timeoutInterval: 60];
  [request setValue: @"identity" forHTTPHeaderField: @"Accept-Encoding"];
  return request;
}

- (void)response:(NSURLResponse *)response
{
  status = [(NSHTTPURLResponse *)response statusCode];
  announced = [response expectedContentLength];
  if (status == 200)
    {
      [[NSFileManager defaultManager] createFileAtPath: part contents: nil attributes: nil];
      file = [NSFileHandle fileHandleForWritingAtPath: part];
#if !__has_feature(objc_arc)
      [file retain];
#endif
    }
}

- (void)data:(NSData *)data
{
  received += [data length];
  if (status == 200)
    {
      [file writeData: data];
    }
  else if ([refusal length] < 65536)
    {
      [refusal appendData: data];
    }
}

- (void)end:(NSError *)error
{
  [file closeFile];
  if (error != nil)
    {
      // Its description may hold the link.
      [self fail: [NSString stringWithFormat: @"%@ %ld", [error domain], (long)[error code]]];
    }
  else if (status != 200)
    {
      [self refused];
    }
  else if (announced != NSURLResponseUnknownLength && announced != received)
    {
      [self fail: [NSString stringWithFormat: @"expected %lld bytes but received %lld", announced, received]];
    }
  else if (rename([part fileSystemRepresentation], [target fileSystemRepresentation]) != 0)
    {
      [self fail: @"the file cannot be written"];
    }
  else
    {
      printf("Saved %lld bytes.\n", received);
    }
  unlink([part fileSystemRepresentation]);
  done = YES;
}

- (void)refused
{
  NSString *text = [[NSString alloc] initWithData: refusal encoding: NSUTF8StringEncoding];
  NSString *ends = @"Request has expired|<EC>0002-00000(069|236)<|<Code>SecurityTokenExpired<";
  if (text != nil && [text rangeOfString: ends options: NSRegularExpressionSearch].location != NSNotFound)
    {
      fprintf(stderr, "The link has expired. Ask its sender for a new one.\n");
      exitCode = 3;
      return;
    }
  NSString *code = @"";
  NSScanner *scanner = [NSScanner scannerWithString: text == nil ? @"" : text];
  if ([scanner scanUpToString: @"<Code>" intoString: NULL] && [scanner scanString: @"<Code>" intoString: NULL])
    {
      [scanner scanCharactersFromSet: [NSCharacterSet alphanumericCharacterSet] intoString: &code];
    }
  [self fail: [NSString stringWithFormat: @"status %ld %@", (long)status, code]];
}

- (void)fail:(NSString *)reason
{
  fprintf(stderr, "The download failed: %s.\n", [reason UTF8String]);
  exitCode = 1;
}

@end

#if USE_NSURLSESSION

@interface Download (Session) <NSURLSessionDataDelegate>
- (void)start:(NSString *)link;
@end

@implementation Download (Session)

- (void)start:(NSString *)link
{
  NSURLSession *session = [NSURLSession sessionWithConfiguration: [NSURLSessionConfiguration ephemeralSessionConfiguration]
                                                        delegate: self
                                                   delegateQueue: [NSOperationQueue mainQueue]];
  [[session dataTaskWithRequest: [self requestForLink: link]] resume];
  [session finishTasksAndInvalidate];
}

- (void)URLSession:(NSURLSession *)session
          dataTask:(NSURLSessionDataTask *)task
didReceiveResponse:(NSURLResponse *)response
 completionHandler:(void (^)(NSURLSessionResponseDisposition))completionHandler
{
  [self response: response];
  completionHandler(NSURLSessionResponseAllow);
}

- (void)URLSession:(NSURLSession *)session dataTask:(NSURLSessionDataTask *)task didReceiveData:(NSData *)data
{
  [self data: data];
}

// The answer to the first request is the last one: a link is not carried to where a redirect points.
- (void)URLSession:(NSURLSession *)session
              task:(NSURLSessionTask *)task
willPerformHTTPRedirection:(NSHTTPURLResponse *)response
        newRequest:(NSURLRequest *)request
 completionHandler:(void (^)(NSURLRequest *))completionHandler
{
  completionHandler(nil);
}

- (void)URLSession:(NSURLSession *)session task:(NSURLSessionTask *)task didCompleteWithError:(NSError *)error
{
  [self end: error];
}

@end

#else

@interface Download (Connection)
- (void)start:(NSString *)link;
@end

@implementation Download (Connection)

- (void)start:(NSString *)link
{
  [NSURLConnection connectionWithRequest: [self requestForLink: link] delegate: self];
}

- (NSURLRequest *)connection:(NSURLConnection *)connection
             willSendRequest:(NSURLRequest *)request
            redirectResponse:(NSURLResponse *)response
{
  return response == nil ? request : nil;
}

- (void)connection:(NSURLConnection *)connection didReceiveResponse:(NSURLResponse *)response
{
  [self response: response];
}

- (void)connection:(NSURLConnection *)connection didReceiveData:(NSData *)data
{
  [self data: data];
}

- (void)connectionDidFinishLoading:(NSURLConnection *)connection
{
  [self end: nil];
}

- (void)connection:(NSURLConnection *)connection didFailWithError:(NSError *)error
{
  [self end: error];
}

@end

#endif

int main(int count, const char *arguments[])
{
  if (count != 2)
    {
      fprintf(stderr, "usage: download FILE, with the link on standard input\n");
      return 2;
    }
  char line[16384];
  if (fgets(line, sizeof line, stdin) == NULL)
    {
      fprintf(stderr, "There is no link on standard input.\n");
      return 2;
    }
#if !__has_feature(objc_arc)
  [NSAutoreleasePool new];
#endif
  NSString *link = [[NSString stringWithUTF8String: line]
    stringByTrimmingCharactersInSet: [NSCharacterSet whitespaceAndNewlineCharacterSet]];
  Download *download = [[Download alloc] initWithTarget: [NSString stringWithUTF8String: arguments[1]]];
  if (![[[NSURL URLWithString: link] scheme] hasPrefix: @"http"])
    {
      [download fail: @"this is no link to a web server"];
      return [download exitCode];
    }
  [download start: link];
  while (![download isDone])
    {
      [[NSRunLoop currentRunLoop] runMode: NSDefaultRunLoopMode beforeDate: [NSDate dateWithTimeIntervalSinceNow: 1]];
    }
  return [download exitCode];
}
