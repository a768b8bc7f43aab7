using System.Net;

namespace Assay.Tests.Support;

/// <summary>An HTTP server on 127.0.0.1 that stands for a vendor; what it answers is its user's. Requests are answered beside each other.</summary>
public sealed class LocalVendor : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly Action<HttpListenerContext> answer;
    private readonly Task answering;

    /// <param name="answer">Answers and closes one request.</param>
    public LocalVendor(Action<HttpListenerContext> answer)
    {
        this.answer = answer;
        Address = $"http://{FreePort.Address()}";
        listener.Prefixes.Add(Address + "/");
        listener.Start();
        answering = Task.Run(AnswerAsync);
    }

    /// <summary>Without a slash at its end.</summary>
    public string Address { get; }

    public void Dispose()
    {
        // Closed without being stopped first: after a stop, closing takes the port again for a moment, and fails where it is not free yet.
        listener.Close();
        answering.Wait(TimeSpan.FromSeconds(10));
    }

    private async Task AnswerAsync()
    {
        while (listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception end) when (end is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            _ = Task.Run(() => Answer(context));
        }
    }

    private void Answer(HttpListenerContext context)
    {
        try
        {
            answer(context);
        }
        catch (Exception gone) when (gone is HttpListenerException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The client was killed while it waited, or the vendor is closed.
        }
    }
}
