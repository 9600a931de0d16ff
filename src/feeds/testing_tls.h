#pragma once

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <memory>
#include <string>

#include "feeds/testing_connection.h"

/// For tests only: certificates made up while the test runs, and a server that shows one.
namespace gammafield::feeds::testing {

template <auto Free>
struct Freed {
  template <class Thing>
  void operator()(Thing* thing) const {
    Free(thing);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;

/// Who shows it, and what proves it.
struct Identity {
  Key key;
  Certificate certificate;
  [[nodiscard]] std::string pem() const {
    const std::unique_ptr<BIO, Freed<BIO_free>> bio{BIO_new(BIO_s_mem())};
    PEM_write_bio_X509(bio.get(), certificate.get());
    char* data = nullptr;
    const auto size = BIO_get_mem_data(bio.get(), &data);
    return {data, static_cast<std::size_t>(size)};
  }
};

struct Paper {
  std::string name;                     ///< the subject's
  std::string hosts = {};               ///< `DNS:localhost,IP:127.0.0.1`; empty: none
  bool authority = false;               ///< may sign others
  long from = -3'600, until = 3'600;    ///< seconds from now
  std::string purpose = {};             ///< `clientAuth`; empty: any
  const EVP_MD* digest = EVP_sha256();  ///< of the signature
};

inline void extend(X509* certificate, int kind, const std::string& text) {
  if (text.empty()) return;
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, kind, text.c_str());
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

/// Signed by `issuer`; null: by itself.
inline Identity made_up(const Paper& paper, const Identity* issuer) {
  Identity made{Key{EVP_EC_gen("P-256")}, Certificate{X509_new()}};
  X509* certificate = made.certificate.get();
  static long serial = 0;
  X509_set_version(certificate, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), ++serial);
  X509_gmtime_adj(X509_getm_notBefore(certificate), paper.from);
  X509_gmtime_adj(X509_getm_notAfter(certificate), paper.until);
  X509_set_pubkey(certificate, made.key.get());
  X509_NAME* subject = X509_get_subject_name(certificate);
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(paper.name.c_str()),
                             -1, -1, 0);
  X509_set_issuer_name(certificate, issuer != nullptr ? X509_get_subject_name(issuer->certificate.get()) : subject);
  extend(certificate, NID_basic_constraints, paper.authority ? "critical,CA:TRUE" : "critical,CA:FALSE");
  extend(certificate, NID_subject_alt_name, paper.hosts);
  extend(certificate, NID_ext_key_usage, paper.purpose);
  X509_sign(certificate, issuer != nullptr ? issuer->key.get() : made.key.get(), paper.digest);
  return made;
}

/// Takes one connection, shakes hands, says `greeting`, keeps what it then hears, and answers it.
class TlsServer {
 public:
  struct Talk {
    std::string greeting = {}, answer = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine";
    int newest_version = TLS1_3_VERSION;
  };
  /// `between`: signs `shown` and goes with it; null: nobody.
  TlsServer(const Identity& shown, const Identity* between, Talk talk)
      : connection_([this, &shown, between, talk = std::move(talk)](int socket) {
          const std::unique_ptr<SSL_CTX, Freed<SSL_CTX_free>> context{SSL_CTX_new(TLS_server_method())};
          if (talk.newest_version < TLS1_2_VERSION) SSL_CTX_set_security_level(context.get(), 0);
          SSL_CTX_set_min_proto_version(context.get(), TLS1_VERSION);
          SSL_CTX_set_max_proto_version(context.get(), talk.newest_version);
          SSL_CTX_use_certificate(context.get(), shown.certificate.get());
          SSL_CTX_use_PrivateKey(context.get(), shown.key.get());
          if (between != nullptr) SSL_CTX_add1_chain_cert(context.get(), between->certificate.get());
          const std::unique_ptr<SSL, Freed<SSL_free>> line{SSL_new(context.get())};
          SSL_set_fd(line.get(), socket);
          if (SSL_accept(line.get()) != 1) return;
          if (!talk.greeting.empty())
            SSL_write(line.get(), talk.greeting.data(), static_cast<int>(talk.greeting.size()));
          char bytes[4096];
          const int count = SSL_read(line.get(), bytes, sizeof bytes);
          if (count > 0) heard_.assign(bytes, static_cast<std::size_t>(count));
          if (count > 0) SSL_write(line.get(), talk.answer.data(), static_cast<int>(talk.answer.size()));
          SSL_shutdown(line.get());
        }) {}
  [[nodiscard]] int port() const { return connection_.port(); }
  /// What came through, once the client has gone.
  [[nodiscard]] const std::string& heard() {
    connection_.wait();
    return heard_;
  }

 private:
  std::string heard_;
  OneConnection connection_;
};

}  // namespace gammafield::feeds::testing
