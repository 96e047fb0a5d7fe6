using System.Diagnostics.Metrics;

namespace Syndication.Notifier.Tests.Promises;

/// <summary>What a gauge of one host says; other hosts of the same process have gauges of that name too.</summary>
internal sealed class Gauge : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Dictionary<object, int> _values = [];

    public Gauge(string name)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == name)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>(
            (instrument, value, _, _) =>
            {
                if (instrument.Meter.Scope is { } scope)
                    lock (_values)
                        _values[scope] = value;
            }
        );
        _listener.Start();
    }

    public int Of(NotifierHost host)
    {
        _listener.RecordObservableInstruments();
        lock (_values)
            return _values[host.The<IMeterFactory>()];
    }

    public void Dispose() => _listener.Dispose();
}
