using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Syndication.Notifier.WebPush;
using Syndication.Testing.Push;

namespace Syndication.Notifier.Tests.WebPush;

public abstract class PushEncryptionTests
{
    // RFC 8291 §5 and Appendix A.
    private const string Reader =
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    private const string Secret = "BTBZMqHH6r4Tts7J_aSIgg";

    private protected abstract IKeyAgreement Agreement { get; }

    private PushEncryption Encryption => new(Agreement);

    [Fact]
    public void The_message_of_rfc_8291_comes_out_to_the_letter()
    {
        var message = Encryption.Encrypt(
            Bytes(Reader),
            Bytes(Secret),
            "When I grow up, I want to be a watermelon"u8,
            Bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"),
            Bytes("DGv6ra1nlYgDCS1FRnbzlw")
        );

        Assert.Equal(
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6Tlz"
                + "AC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
            Base64Url.EncodeToString(message)
        );
    }

    [Fact]
    public void The_secret_that_rfc_8291_shares_is_agreed_on()
    {
        var (ours, secret) = (new byte[65], new byte[32]);

        Agreement.Agree(Bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"), Bytes(Reader), ours, secret);

        Assert.Equal(
            "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8",
            Base64Url.EncodeToString(ours)
        );
        Assert.Equal("kyrL1jIIOHEzg3sM2ZWRHDRB62YACZhhSlknJ672kSs", Base64Url.EncodeToString(secret));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(600)]
    [InlineData(PushEncryption.MostPlaintext)]
    public void The_reader_reads_what_was_meant_whatever_its_length(int length)
    {
        var reader = new PushReader();
        var plain = RandomNumberGenerator.GetBytes(length);

        var message = Encryption.Encrypt(reader.PublicKey, reader.AuthSecret, plain);

        Assert.Equal(plain, reader.Decrypt(message));
        Assert.Equal(length + 103, message.Length);
    }

    [Fact]
    public void No_two_messages_share_a_key_or_a_salt()
    {
        var reader = new PushReader();

        var messages = Enumerable
            .Range(0, 50)
            .Select(_ => Encryption.Encrypt(reader.PublicKey, reader.AuthSecret, "সেতু"u8))
            .ToList();

        Assert.Equal(50, messages.Select(m => Convert.ToHexString(m, 0, 16)).Distinct().Count());
        Assert.Equal(50, messages.Select(m => Convert.ToHexString(m, 21, 65)).Distinct().Count());
    }

    [Fact]
    public void What_does_not_fit_into_one_record_is_refused()
    {
        var reader = new PushReader();

        Assert.Throws<ArgumentOutOfRangeException>(() =>
            Encryption.Encrypt(
                reader.PublicKey,
                reader.AuthSecret,
                new byte[PushEncryption.MostPlaintext + 1]
            )
        );
    }

    [Fact]
    public void A_key_beside_the_curve_is_refused_and_the_next_message_is_right()
    {
        var reader = new PushReader();
        var beside = reader.PublicKey.ToArray();
        beside[64] ^= 1;

        Assert.ThrowsAny<CryptographicException>(() => Encryption.Encrypt(beside, reader.AuthSecret, "ক"u8));
        Assert.Equal(
            "ক",
            Encoding.UTF8.GetString(
                reader.Decrypt(Encryption.Encrypt(reader.PublicKey, reader.AuthSecret, "ক"u8))
            )
        );
    }

    [Fact]
    public void Many_threads_encrypt_side_by_side()
    {
        var encryption = Encryption;
        var readers = Enumerable.Range(0, 8).Select(_ => new PushReader()).ToList();

        Parallel.For(
            0,
            400,
            i =>
            {
                var (reader, text) = (readers[i % 8], Encoding.UTF8.GetBytes($"পর্ব {i}"));
                Assert.Equal(
                    text,
                    reader.Decrypt(encryption.Encrypt(reader.PublicKey, reader.AuthSecret, text))
                );
            }
        );
    }

    [Fact]
    public void The_record_of_rfc_8188_comes_out_to_the_letter()
    {
        var plain = "I am the walrus"u8;
        var message = new byte[Aes128Gcm.LengthOf(0, plain.Length)];

        Aes128Gcm.Write(Bytes("yqdlZ-tYemfogSmv7Ws5PQ"), Bytes("I1BsxtFttlv3u_Oo94xnmw"), [], plain, message);

        Assert.Equal(
            "I1BsxtFttlv3u_Oo94xnmwAAEAAA-NAVub2qFgBEuQKRapoZu-IxkIva3MEB1PD-ly8Thjg",
            Base64Url.EncodeToString(message)
        );
    }

    private static byte[] Bytes(string text) => Base64Url.DecodeFromChars(text);
}

public sealed class PlatformEncryptionTests : PushEncryptionTests
{
    private protected override IKeyAgreement Agreement { get; } = new PlatformKeyAgreement();
}

public sealed class OpenSslEncryptionTests : PushEncryptionTests
{
    private protected override IKeyAgreement Agreement { get; } =
        OpenSslKeyAgreement.TryCreate() ?? throw new InvalidOperationException("libcrypto.so.3 is missing.");
}
